import { Readable } from "node:stream";
import { AppError } from "@tillbook/api/errors";
import type { ImportProgressView, ImportView } from "@tillbook/api/settlement";
import type { ImportLine } from "@tillbook/api/views";

/** How often a person is told how far it is; an import has millions of rows. */
const TELL_EVERY_MS = 250;

type Import = (onProgress: (progress: ImportProgressView) => void) => Promise<ImportView>;

/**
 * An import told as it goes: one JSON document a line, the last of them its result or its refusal. Nothing is said before the whole file has
 * come in, since browsers do not read an answer while they are still sending. What is a fault of ours ends the stream.
 */
export function toldAsItGoes(importing: Import): Readable {
  return Readable.from(linesOf(importing));
}

async function* linesOf(importing: Import): AsyncGenerator<string> {
  let newest: ImportProgressView | null = null;
  let said = "";
  const end = importing((progress) => {
    if (progress.phase !== "receiving") newest = progress;
  }).then(
    (result): ImportLine => ({ result }),
    (error: unknown): ImportLine => {
      if (!(error instanceof AppError)) throw error;
      return { refused: { appCode: error.code, message: error.message, fields: [...error.fields] } };
    },
  );
  end.catch(() => undefined); // when nobody listens any more, nobody is left to be told
  for (;;) {
    const line = await Promise.race([end, pause()]);
    if (line !== null) return yield text(line);
    const now = newest === null ? "" : text({ progress: newest });
    if (now !== said) yield now;
    said = now;
  }
}

function pause(): Promise<null> {
  return new Promise((resume) => setTimeout(() => resume(null), TELL_EVERY_MS));
}

function text(line: ImportLine): string {
  return `${JSON.stringify(line)}\n`;
}
