import type { StatementEncoding } from "@tillbook/domain/settlement";
import { Refusal, type StatementLimits } from "./limits.ts";

const LABELS = { "UTF-8": "utf-8", "UTF-8-BOM": "utf-8", "UTF-16LE": "utf-16le", "UTF-16BE": "utf-16be", GB18030: "gb18030" } as const;

/**
 * Physical lines of a text in batches, without their line ends (CRLF or LF) and without a byte order mark.
 * Throws {@link Refusal} for bytes that are not of the encoding, NUL characters and lines beyond the limit.
 */
export async function* decodeLines(
  chunks: AsyncIterable<Buffer>,
  encoding: StatementEncoding,
  limits: Pick<StatementLimits, "maxRowLength">,
): AsyncGenerator<string[]> {
  const decoder = new TextDecoder(LABELS[encoding], { fatal: true });
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + decoded(() => decoder.decode(chunk, { stream: true }))).split("\n");
    rest = lines.pop() ?? "";
    checkLength(rest, limits);
    if (lines.length > 0) yield lines.map((line) => tidied(line, limits));
  }
  rest += decoded(() => decoder.decode());
  if (rest !== "") yield [tidied(rest, limits)];
}

function decoded(decode: () => string): string {
  try {
    const text = decode();
    if (!text.includes("\0")) return text;
  } catch {
    // fall through: bytes that the encoding does not have
  }
  throw new Refusal("UNREADABLE_TEXT");
}

function tidied(line: string, limits: Pick<StatementLimits, "maxRowLength">): string {
  checkLength(line, limits);
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

function checkLength(line: string, { maxRowLength }: Pick<StatementLimits, "maxRowLength">): void {
  if (line.length > maxRowLength) throw new Refusal("CELL_TOO_LONG", null, { limit: String(maxRowLength) });
}
