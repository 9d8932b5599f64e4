import { isAscii, isUtf8 } from "node:buffer";
import type { StatementEncoding } from "@tillbook/domain/settlement";
import { Refusal, type StatementLimits } from "./limits.ts";

const LABELS = { "UTF-16LE": "utf-16le", "UTF-16BE": "utf-16be", GB18030: "gb18030", BIG5: "big5" } as const;
const NEWLINE = 0x0a;

type LineLimits = Pick<StatementLimits, "maxRowLength">;

/**
 * Physical lines of a text in batches, without their line ends (CRLF or LF) and without a byte order mark.
 * Throws {@link Refusal} for bytes that are not of the encoding, NUL characters and lines beyond the limit.
 */
export async function* decodeLines(
  chunks: AsyncIterable<Buffer>,
  encoding: StatementEncoding,
  limits: LineLimits,
): AsyncGenerator<string[]> {
  const texts = encoding === "UTF-8" || encoding === "UTF-8-BOM" ? wholeLines(chunks, limits) : decodedBy(LABELS[encoding], chunks);
  let rest = "";
  for await (const text of texts) {
    if (text.includes("\0")) throw new Refusal("UNREADABLE_TEXT");
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    checkLength(rest, limits);
    if (lines.length > 0) yield tidied(lines, limits);
  }
  if (rest !== "") yield tidied([rest], limits);
}

async function* decodedBy(label: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder(label, { fatal: true });
  for await (const chunk of chunks) yield readable(() => decoder.decode(chunk, { stream: true }));
  yield readable(() => decoder.decode());
}

function readable(decode: () => string): string {
  try {
    return decode();
  } catch {
    throw new Refusal("UNREADABLE_TEXT");
  }
}

/** UTF-8 cut at line ends, where no character is cut: pieces of it decode many times faster than a stream. */
async function* wholeLines(chunks: AsyncIterable<Buffer>, { maxRowLength }: LineLimits): AsyncGenerator<string> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let isStart = true;
  const take = (bytes: Buffer): string => {
    if (!isUtf8(bytes)) throw new Refusal("UNREADABLE_TEXT");
    const text = bytes.toString(isAscii(bytes) ? "latin1" : "utf8");
    const hasMark = isStart && text.startsWith("\ufeff");
    isStart = false;
    return hasMark ? text.slice(1) : text;
  };
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) yield take(held.length === 0 ? chunk.subarray(0, end) : Buffer.concat([...held, chunk.subarray(0, end)]));
    const rest = Buffer.from(chunk.subarray(end)); // the next chunk may come in the same memory
    held = end > 0 ? [rest] : [...held, rest];
    heldBytes = end > 0 ? rest.length : heldBytes + rest.length;
    if (heldBytes > maxRowLength * 4) throw new Refusal("CELL_TOO_LONG", null, { limit: String(maxRowLength) });
  }
  if (heldBytes > 0) yield take(Buffer.concat(held));
}

function tidied(lines: string[], limits: LineLimits): string[] {
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    checkLength(line, limits);
    if (line.endsWith("\r")) lines[at] = line.slice(0, -1);
  }
  return lines;
}

function checkLength(line: string, { maxRowLength }: LineLimits): void {
  if (line.length > maxRowLength) throw new Refusal("CELL_TOO_LONG", null, { limit: String(maxRowLength) });
}
