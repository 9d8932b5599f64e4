import { readFile } from "node:fs/promises";
import path from "node:path";
import {
  type Inspection,
  inspectStatement,
  type Preview,
  previewStatement,
  type ReadOptions,
  type Spooled,
  STATEMENT_LIMITS,
  type StatementReading,
  spool,
} from "../index.ts";

/** One of the invented files beside the tests. */
export function sample(name: string): Promise<Buffer> {
  return readFile(path.join(import.meta.dirname, "..", "samples", name));
}

export type FileRead = Omit<Preview, "result"> & Extract<StatementReading, { kind: "read" }>;

/** All rows of a file that can be read; fails the test otherwise. */
export async function fileRead(content: string | Uint8Array, options: ReadOptions = {}): Promise<FileRead> {
  const { result, ...rows } = await withSpooled(content, (file) => previewStatement(file, options, Number.MAX_SAFE_INTEGER));
  if (result.kind === "refused") throw new Error(`refused: ${result.reason} ${result.hint} ${JSON.stringify(result.params)}`);
  return { ...result, ...rows };
}

/** Why a file was refused; fails the test when it was not. */
export async function refusalOf(content: string | Uint8Array, options: ReadOptions = {}) {
  const { result } = await withSpooled(content, (file) => previewStatement(file, options));
  if (result.kind === "read") throw new Error(`read by ${result.profile}`);
  return { reason: result.reason, hint: result.hint, params: result.params };
}

export function inspected(content: string | Uint8Array, options: Parameters<typeof inspectStatement>[1] = {}): Promise<Inspection> {
  return withSpooled(content, (file) => inspectStatement(file, options));
}

/** Takes bytes in as an upload would, in pieces. */
export async function withSpooled<T>(content: string | Uint8Array, work: (file: Spooled) => Promise<T>): Promise<T> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += 4_093) yield bytes.subarray(from, from + 4_093);
  }
  const file = await spool(pieces(), STATEMENT_LIMITS.maxBytes);
  try {
    return await work(file);
  } finally {
    await file.discard();
  }
}
