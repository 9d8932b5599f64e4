import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Refusal } from "./limits.ts";

/** A file set down on disk as it came in, so that it can be judged by its digest before anything is read from it. */
export type Spooled = {
  /** Bytes. */
  readonly size: number;
  readonly rawSha256: string;
  /** The first 64 KiB. */
  readonly head: Buffer;
  /** Whether all of it is valid UTF-8. */
  readonly isUtf8: boolean;
  /** The bytes from the start, as often as asked. */
  chunks(): AsyncIterable<Buffer>;
  /** Removes the copy. Always call it. */
  discard(): Promise<void>;
};

const HEAD_BYTES = 65_536;
const CHUNK_BYTES = 262_144;

/**
 * Takes a stream in. Throws {@link Refusal} TOO_LARGE as soon as it passes the limit; nothing is left behind then.
 * @param onBytes hears how many bytes have come so far
 */
export async function spool(source: AsyncIterable<Uint8Array>, maxBytes: number, onBytes?: (bytes: number) => void): Promise<Spooled> {
  const dir = await mkdtemp(path.join(tmpdir(), "tillbook-statement-"));
  const file = path.join(dir, "raw");
  const discard = (): Promise<void> => rm(dir, { recursive: true, force: true });
  try {
    const taken = await takeIn(source, file, maxBytes, onBytes);
    return { ...taken, chunks: () => createReadStream(file, { highWaterMark: CHUNK_BYTES }), discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

async function takeIn(source: AsyncIterable<Uint8Array>, file: string, maxBytes: number, onBytes?: (bytes: number) => void) {
  const hash = createHash("sha256");
  const utf8 = utf8Watch();
  const heads: Buffer[] = [];
  let size = 0;
  const out = await open(file, "wx", 0o600);
  try {
    for await (const chunk of source) {
      size += chunk.byteLength;
      if (size > maxBytes) throw new Refusal("TOO_LARGE", null, { limit: String(Math.floor(maxBytes / 1024 / 1024)) });
      if (size - chunk.byteLength < HEAD_BYTES) heads.push(Buffer.from(chunk.subarray(0, HEAD_BYTES - (size - chunk.byteLength))));
      hash.update(chunk);
      utf8.see(chunk);
      await out.writeFile(chunk);
      onBytes?.(size);
    }
  } finally {
    await out.close();
  }
  return { size, rawSha256: hash.digest("hex"), head: Buffer.concat(heads), isUtf8: utf8.holds() };
}

/** Follows whether bytes so far are UTF-8, across chunk boundaries. */
function utf8Watch(): { see(chunk: Uint8Array): void; holds(): boolean } {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isUtf8 = true;
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch {
      isUtf8 = false;
    }
  };
  return {
    see(chunk) {
      if (isUtf8) attempt(() => decoder.decode(chunk, { stream: true }));
    },
    holds() {
      if (isUtf8) attempt(() => decoder.decode());
      return isUtf8;
    },
  };
}
