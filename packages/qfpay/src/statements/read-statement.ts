import type {
  ColumnMapping,
  FileReading,
  RefusalHint,
  RefusalReason,
  StatementContent,
  StatementEncoding,
} from "@tillbook/domain/settlement";
import { CellFault, cleaned } from "./cells.ts";
import { type ChosenTable, chooseTable } from "./choose-table.ts";
import { cellsAbove } from "./header.ts";
import { headerSignature } from "./header-signature.ts";
import { Refusal, STATEMENT_LIMITS, type StatementLimits } from "./limits.ts";
import { type Container, openTables } from "./open-tables.ts";
import { type KnownMapping, profilesFor } from "./profile-choice.ts";
import type { TextRecord } from "./records.ts";
import { type LineSink, type Pouch, pouch, type StatementSinks } from "./sinks.ts";
import type { Spooled } from "./spool.ts";
import { tally } from "./tally.ts";

/** How a file shall be read, where it is not for the file to say. */
export type ReadOptions = {
  readonly limits?: StatementLimits;
  /** Only this profile, by name; CUSTOM stands for the saved mappings. */
  readonly profile?: string | undefined;
  /** Only this mapping. */
  readonly mapping?: ColumnMapping | undefined;
  /** Mappings that were saved before: applied when their header comes again, before any profile is tried. */
  readonly savedMappings?: readonly KnownMapping[] | undefined;
  readonly encoding?: StatementEncoding | undefined;
  /** A sheet of a workbook or a file of an archive, by name. */
  readonly table?: string | undefined;
  /** Whose file it is, for the formats that do not name the merchant. */
  readonly mchid?: string | undefined;
  /** Stops reading; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** Hears how many rows have been read so far; it must not throw. */
  readonly onRows?: ((rows: number) => void) | undefined;
};

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
      readonly content: StatementContent;
      readonly reading: FileReading;
      readonly profile: string;
      readonly profileVersion: number;
      /** The mapping that was used: its version is `profileVersion`. */
      readonly mapping: string | null;
      /** Of the header: under it a mapping is saved. */
      readonly signature: string;
      readonly container: Container;
      /** The sheet or the file in an archive. */
      readonly table: string | null;
      readonly encoding: StatementEncoding;
      readonly delimiter: string;
    };

/**
 * Reads a spooled file once, from front to end, holding no more than a batch of rows.
 * Rows go to the sink of their kind; a file of a kind without a sink is refused with a hint at what it is.
 */
export async function readStatement(
  file: Spooled,
  sinks: LineSink | StatementSinks,
  options: StatementLimits | ReadOptions = {},
): Promise<StatementReading> {
  const all: ReadOptions = "maxBytes" in options ? { limits: options } : options;
  const limits = all.limits ?? STATEMENT_LIMITS;
  let encoding: StatementEncoding | null = null;
  try {
    const opened = await openTables(file, { limits, encoding: all.encoding ?? chosenEncoding(all.mapping), signal: all.signal });
    try {
      encoding = opened.tables.find((table) => table.encoding !== null)?.encoding ?? null;
      const chosen = await chooseTable(opened.tables, {
        profilesFor: profilesFor(all),
        table: all.table ?? (opened.container === "WORKBOOK" ? (all.mapping?.sheet ?? undefined) : undefined),
        headRows: Math.max(all.mapping?.header_row ?? 0, ...(all.savedMappings ?? []).map(({ mapping }) => mapping.header_row ?? 0)),
        limits,
        context: { mchid: all.mchid ?? "" },
      });
      encoding = chosen.table.encoding;
      return await readTable(chosen, opened.container, typeof sinks === "function" ? { lines: sinks } : sinks, all, limits);
    } finally {
      await opened.discard();
    }
  } catch (error) {
    if (error instanceof Refusal) return { kind: "refused", reason: error.reason, hint: error.hint, params: error.params, encoding };
    throw error;
  }
}

function chosenEncoding(mapping: ColumnMapping | undefined): StatementEncoding | undefined {
  return mapping === undefined || mapping.encoding === "auto" ? undefined : mapping.encoding;
}

async function readTable(
  { table, head, header }: ChosenTable,
  container: Container,
  sinks: StatementSinks,
  { signal, onRows }: ReadOptions,
  limits: StatementLimits,
): Promise<StatementReading> {
  const { profile, reader } = header;
  const isToldByLine = container === "TEXT" && (table.encoding === "UTF-8" || table.encoding === "UTF-8-BOM");
  const rows = pouch(profile.content, sinks, { isToldByLine });
  const sums = tally();
  try {
    const above = cellsAbove(head, header).filter(({ cells }) => reader.isControl(cells)); // a total counts wherever it stands
    for (const record of above) readRecord(record, reader, sums, rows, limits);
    if (reader.survey) await surveyRows(table.records(header.place), reader.survey);
    for await (const records of table.records(header.place)) {
      signal?.throwIfAborted();
      for (const record of records) readRecord(record, reader, sums, rows, limits);
      if (sums.lines() > limits.maxRows) throw new Refusal("TOO_MANY_ROWS", null, { limit: String(limits.maxRows) });
      if (await rows.emptyWhenFull()) onRows?.(sums.lines());
    }
    endReading(reader, sums);
    await rows.empty();
    onRows?.(sums.lines());
    if (sums.isEmpty()) throw new Refusal("EMPTY");
    return {
      kind: "read",
      content: profile.content,
      reading: sums.sum(table.formulaCells()),
      profile: profile.name,
      profileVersion: profile.version,
      mapping: profile.mapping ?? null,
      signature: headerSignature(header.cells),
      container,
      table: table.label,
      encoding: table.encoding ?? "UTF-8",
      delimiter: header.place.delimiter,
    };
  } finally {
    sums.discard();
  }
}

/** What only the end tells. Where that cannot be read, the first row is named: it is the one that speaks of the whole file. */
function endReading(reader: Reader, sums: ReturnType<typeof tally>): void {
  try {
    for (const row of reader.end()) sums.control(1, row);
  } catch (error) {
    if (!(error instanceof CellFault)) throw error;
    sums.fail({ lineNo: 1, column: error.column || null, reason: error.reason, text: error.text.slice(0, 200) });
  }
}

type Reader = ChosenTable["header"]["reader"];

async function surveyRows(batches: AsyncIterable<Iterable<TextRecord>>, hasSeenEnough: (record: TextRecord) => boolean): Promise<void> {
  for await (const records of batches) for (const record of records) if (hasSeenEnough(record)) return;
}

/** Counts a row in and puts it by, or names it as one that cannot be read. */
function readRecord(record: TextRecord, reader: Reader, sums: ReturnType<typeof tally>, rows: Pouch, limits: StatementLimits): void {
  const { lineNo, text, cells } = record;
  try {
    if (cells === null) throw new CellFault("", "BROKEN_QUOTES", text);
    if (text.length > limits.maxCellLength) checkCells(cells, limits);
    if (isBlank(cells)) return;
    const row = reader.read(cells, record);
    if (row.kind === "nothing") return;
    if (row.kind === "control") return sums.control(lineNo, row.row);
    if (record.kinds !== undefined) watchNumbers(record, reader, sums);
    rows.put(row, text, sums.entry(row));
  } catch (error) {
    if (!(error instanceof CellFault)) throw error;
    sums.fail({ lineNo, column: error.column || null, reason: error.reason, text: error.text.slice(0, 200) });
  }
}

function checkCells(cells: readonly string[], { maxCellLength }: StatementLimits): void {
  const long = cells.find((cell) => cell.length > maxCellLength);
  if (long !== undefined) throw new CellFault("", "TOO_LONG", long);
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== "" && cleaned(cell) !== "") return false;
  return true;
}

/** An identifier that a workbook holds as a number has lost its digits behind the fifteenth, or its zeros in front. */
function watchNumbers({ lineNo, cells, kinds = [] }: TextRecord, reader: Reader, sums: ReturnType<typeof tally>): void {
  for (const [at, name] of reader.identifiers) {
    const kind = kinds[at];
    if (kind === "number" || kind === "date") sums.damage.seeNumber(lineNo, name, cells?.[at] ?? "");
  }
}
