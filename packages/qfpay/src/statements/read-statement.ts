import type { FileReading, RefusalHint, RefusalReason, StatementEncoding, StatementLine } from "@tillbook/domain/settlement";
import { CellFault, cleaned } from "./cells.ts";
import { decodeLines } from "./decode-lines.ts";
import { type FoundHeader, findHeader } from "./header.ts";
import { Refusal, STATEMENT_LIMITS, type StatementLimits } from "./limits.ts";
import { PROFILES } from "./profiles/index.ts";
import { binaryKind, encodingOf, textKind } from "./recognise.ts";
import { recordReader, type TextRecord } from "./records.ts";
import type { Spooled } from "./spool.ts";
import { tally } from "./tally.ts";

/** A line as read, with its row as received and the digest of its normalised reading. */
export type ReadLine = { readonly line: StatementLine; readonly raw: string; readonly digest: string };

/** What became of reading a file. */
export type StatementReading =
  | {
      readonly kind: "refused";
      readonly reason: RefusalReason;
      readonly hint: RefusalHint | null;
      readonly params: Readonly<Record<string, string>>;
      readonly encoding: StatementEncoding | null;
    }
  | {
      readonly kind: "read";
      readonly reading: FileReading;
      readonly profile: string;
      readonly profileVersion: number;
      readonly encoding: StatementEncoding;
      readonly delimiter: string;
    };

/** Takes lines as they are read, some thousands at a time; reading waits for it. */
export type LineSink = (lines: readonly ReadLine[]) => Promise<void>;

const BATCH = 5_000;

/** Reads a spooled file once, from front to end, holding no more than a batch of lines. */
export async function readStatement(file: Spooled, sink: LineSink, limits: StatementLimits = STATEMENT_LIMITS): Promise<StatementReading> {
  let encoding: StatementEncoding | null = null;
  try {
    if (file.size === 0) throw new Refusal("EMPTY");
    const binary = binaryKind(file.head);
    if (binary) throw new Refusal("NO_PROFILE", binary);
    encoding = encodingOf(file);
    return await readText(file, encoding, sink, limits);
  } catch (error) {
    if (error instanceof Refusal) return { kind: "refused", reason: error.reason, hint: error.hint, params: error.params, encoding };
    throw error;
  }
}

async function readText(file: Spooled, encoding: StatementEncoding, sink: LineSink, limits: StatementLimits): Promise<StatementReading> {
  const sums = tally();
  let table: { header: FoundHeader; records: ReturnType<typeof recordReader> } | null = null;
  let batch: ReadLine[] = [];
  const take = async (records: readonly TextRecord[], header: FoundHeader): Promise<void> => {
    for (const record of records) batch.push(...readRecord(record, header, sums, limits));
    if (batch.length < BATCH) return;
    if (sums.lines() > limits.maxRows) throw new Refusal("TOO_MANY_ROWS", null, { limit: String(limits.maxRows) });
    await sink(batch);
    batch = [];
  };
  for await (const lines of decodeLines(file.chunks(), encoding, limits)) {
    if (table === null) {
      const kind = textKind(lines.slice(0, 40).join("\n"));
      if (kind) throw new Refusal("NO_PROFILE", kind);
      const header = findHeader(lines, PROFILES, limits);
      table = { header, records: recordReader(header.delimiter, limits, header.at + 2) };
      await take(controlRowsAbove(lines, header, limits), header);
      await take(table.records.read(lines.slice(header.at + 1)), header);
    } else await take(table.records.read(lines), table.header);
  }
  if (table === null) throw new Refusal("EMPTY");
  const { header } = table;
  await take(table.records.end(), header);
  if (batch.length > 0) await sink(batch);
  if (sums.isEmpty()) throw new Refusal("EMPTY");
  const { name, version } = header.profile;
  return { kind: "read", reading: sums.sum(), profile: name, profileVersion: version, encoding, delimiter: header.delimiter };
}

/** A total counts wherever it stands; passing over one above the header would leave a cut-off file unnoticed. */
function controlRowsAbove(lines: readonly string[], { at, delimiter, reader }: FoundHeader, limits: StatementLimits): TextRecord[] {
  const above = recordReader(delimiter, limits, 1).read(lines.slice(0, at));
  return above.filter(({ cells }) => cells !== null && reader.isControl(cells));
}

function readRecord(record: TextRecord, header: FoundHeader, sums: ReturnType<typeof tally>, limits: StatementLimits): ReadLine[] {
  const { lineNo, text, cells } = record;
  try {
    if (cells === null) throw new CellFault("", "BROKEN_QUOTES", text);
    const long = cells.find((cell) => cell.length > limits.maxCellLength);
    if (long !== undefined) throw new CellFault("", "TOO_LONG", long);
    if (cells.every((cell) => cleaned(cell) === "")) return [];
    const row = header.reader.read(cells);
    if (row.kind === "control") {
      sums.control(lineNo, row.row);
      return [];
    }
    const line: StatementLine = { ...row.line, lineNo };
    return [{ line, raw: text, digest: sums.line(line) }];
  } catch (error) {
    if (!(error instanceof CellFault)) throw error;
    sums.fail({ lineNo, column: error.column || null, reason: error.reason, text: error.text.slice(0, 200) });
    return [];
  }
}
