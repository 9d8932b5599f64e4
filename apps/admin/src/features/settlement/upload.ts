import type { ImportView } from "@tillbook/api/settlement";
import type { ImportLine, InspectionView, PreviewView } from "@tillbook/api/views";
import type { ColumnMapping, StatementEncoding } from "@tillbook/domain/settlement";
import { CallFailed, readFailure } from "../../lib/failure.ts";

/** How far an upload is: the share that left this machine, 0–1; at 1 the server is still reading and checking. */
export type OnProgress = (share: number) => void;
/** How many rows the server has read so far, once it has the whole file. */
export type OnRows = (rows: number) => void;

/** How a file shall be read, where it does not say so itself. */
export type HowToRead = { encoding?: StatementEncoding; table?: string; mapping?: ColumnMapping };
type Sending = { onProgress?: OnProgress; onRows?: OnRows; signal?: AbortSignal };

/** The person stopped the upload: nothing was taken in. */
export class Cancelled extends Error {}

/**
 * Takes a statement file in. Throws {@link CallFailed} when refused as a whole and {@link Cancelled} when the signal aborts; a file
 * refused by its content is an ordinary answer.
 */
export async function uploadStatement(file: File, how: HowToRead = {}, sending: Sending = {}): Promise<ImportView> {
  const body = await send(file, { ...queryOf(how), look: "import" }, sending);
  if (!isImportLine(body)) throw new CallFailed({ code: "internal", fields: [] });
  if ("refused" in body) throw new CallFailed(readFailure(body.refused));
  if (!("result" in body)) throw new CallFailed({ code: "unreachable", fields: [] }); // the line broke before the end
  return body.result;
}

/** Looks into a file without taking anything of it. */
export async function inspectStatement(file: File, how: HowToRead, sending: Sending = {}): Promise<InspectionView> {
  const body = await send(file, { ...queryOf(how), look: "inspect" }, sending);
  if (!isInspectionView(body)) throw new CallFailed({ code: "internal", fields: [] });
  return body;
}

/** How a file would be read. Nothing is kept. */
export async function previewStatement(file: File, how: HowToRead, sending: Sending = {}): Promise<PreviewView> {
  const body = await send(file, { ...queryOf(how), look: "preview" }, sending);
  if (!isPreviewView(body)) throw new CallFailed({ code: "internal", fields: [] });
  return body;
}

function queryOf({ encoding, table, mapping }: HowToRead): Record<string, string> {
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(table === undefined ? {} : { table }),
    ...(mapping === undefined ? {} : { mapping: JSON.stringify(mapping) }),
  };
}

/** XMLHttpRequest, because `fetch` cannot tell how much has been sent. */
function send(file: File, query: Record<string, string>, { onProgress = () => {}, onRows = () => {}, signal }: Sending): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/statements?${new URLSearchParams({ name: file.name, ...query }).toString()}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    if (query["look"] === "import") request.setRequestHeader("accept", TOLD_AS_IT_GOES);
    request.upload.addEventListener("progress", (event) =>
      onProgress(event.lengthComputable && event.total > 0 ? event.loaded / event.total : 0),
    );
    request.upload.addEventListener("load", () => onProgress(1));
    request.addEventListener("progress", () => {
      const line = lastLine(request.responseText);
      if (isImportLine(line) && "progress" in line) onRows(line.progress.rows);
    });
    request.addEventListener("error", () => reject(new CallFailed({ code: "unreachable", fields: [] })));
    request.addEventListener("abort", () => reject(new Cancelled()));
    request.addEventListener("load", () => {
      const body = lastLine(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body);
      else reject(new CallFailed(request.status === 413 ? { code: "file_too_large", fields: [] } : readFailure(body)));
    });
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

const TOLD_AS_IT_GOES = "application/x-ndjson";

/** An import is told line by line, the last line is its end; every other answer has one line only. */
function lastLine(text: string): unknown {
  const lines = text.trimEnd().split("\n");
  return parsed(lines[lines.length - 1] ?? "");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The upload is not part of the typed router; its answers are told from an error page by what only they carry. */
function isImportLine(body: unknown): body is ImportLine {
  return typeof body === "object" && body !== null && ("progress" in body || "result" in body || "refused" in body);
}

function isInspectionView(body: unknown): body is InspectionView {
  return typeof body === "object" && body !== null && "kind" in body && (body.kind === "refused" || "tables" in body);
}

function isPreviewView(body: unknown): body is PreviewView {
  return typeof body === "object" && body !== null && "kind" in body && (body.kind === "refused" || "shown" in body);
}
