import { createWriteStream, existsSync, renameSync, statSync } from "node:fs";

const LIMIT_BYTES = 20 * 1024 * 1024;

export type LogFile = { write(text: string): void; end(): void };

/** Appends to a file that only we may read. A long one is put aside as `<file>.1` first, so that two are kept at most. */
export function openLog(file: string): LogFile {
  if (existsSync(file) && statSync(file).size > LIMIT_BYTES) renameSync(file, `${file}.1`);
  const stream = createWriteStream(file, { flags: "a", mode: 0o600 });
  stream.on("error", (error) => console.error(`Cannot write ${file}: ${error.message}`));
  return { write: (text) => stream.write(text), end: () => stream.end() };
}
