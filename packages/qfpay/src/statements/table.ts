import type { StatementEncoding } from "@tillbook/domain/settlement";
import { decodeLines } from "./decode-lines.ts";
import type { StatementLimits } from "./limits.ts";
import { type CellKind, DELIMITERS, type Delimiter, recordReader, splitLine, type TextRecord } from "./records.ts";
import type { Spooled } from "./spool.ts";
import type { Sheet } from "./workbook/workbook.ts";

/** One of a table's first rows, in every way in which it can be split. */
export type HeadRow = {
  readonly lineNo: number;
  readonly text: string;
  readonly readings: readonly { readonly delimiter: Delimiter; readonly cells: readonly string[] }[];
};

/** Where the header was found. `offset`: blank columns to its left; `width`: its own columns. */
export type HeaderPlace = { readonly lineNo: number; readonly delimiter: Delimiter; readonly offset: number; readonly width: number };

/** Rows of cells, whatever file they come from. Everything is read anew each time it is asked for. */
export type Table = {
  /** The sheet or the file in an archive; null for a file that is the table itself. */
  readonly label: string | null;
  readonly encoding: StatementEncoding | null;
  /** A sheet that its workbook hides: passed over unless it is asked for by name. */
  readonly isHidden: boolean;
  head(rows: number): Promise<readonly HeadRow[]>;
  /** Records below the header, in batches; each batch once, from front to end. */
  records(header: HeaderPlace): AsyncGenerator<Iterable<TextRecord>>;
  /** Formula cells met so far. */
  formulaCells(): number;
};

/** A text file as a table. */
export function textTable(file: Spooled, label: string | null, encoding: StatementEncoding, limits: StatementLimits): Table {
  const lines = (): AsyncGenerator<string[]> => decodeLines(file.pieces(), encoding, limits);
  return {
    label,
    encoding,
    isHidden: false,
    formulaCells: () => 0,
    async head(rows) {
      const first: string[] = [];
      for await (const batch of lines()) {
        first.push(...batch.slice(0, rows - first.length));
        if (first.length >= rows) break;
      }
      return first.map((text, at) => ({ lineNo: at + 1, text, readings: readingsOf(text) }));
    },
    async *records({ lineNo, delimiter, offset }) {
      const reader = recordReader(delimiter, limits, lineNo + 1);
      let toSkip = lineNo;
      for await (const batch of lines()) {
        const below = toSkip === 0 ? batch : batch.slice(toSkip);
        toSkip -= batch.length - below.length;
        yield shifted(reader.read(below), offset);
      }
      yield reader.end();
    },
  };
}

function readingsOf(text: string): HeadRow["readings"] {
  return DELIMITERS.flatMap((delimiter) => {
    const cells = splitLine(text, delimiter);
    return cells === null ? [] : [{ delimiter, cells }];
  });
}

/** A sheet of a workbook as a table. It has no delimiter; a comma stands for it. */
export function sheetTable(sheet: Sheet, limits: StatementLimits): Table {
  let formulas = 0;
  return {
    label: sheet.name,
    encoding: null,
    isHidden: sheet.isHidden,
    formulaCells: () => formulas,
    async head(rows) {
      const first: HeadRow[] = [];
      for await (const batch of sheet.rows(limits, () => undefined)) {
        for (const { lineNo, text, cells } of batch) first.push({ lineNo, text, readings: [{ delimiter: ",", cells: cells ?? [] }] });
        if (first.length >= rows) break;
      }
      return first.slice(0, rows);
    },
    async *records({ lineNo, offset, width }) {
      formulas = 0;
      for await (const batch of sheet.rows(limits, () => (formulas += 1))) yield padded(shifted(rowsBelow(batch, lineNo), offset), width);
    },
  };
}

function rowsBelow(rows: readonly TextRecord[], lineNo: number): readonly TextRecord[] {
  return rows.filter((row) => row.lineNo > lineNo);
}

function shifted(records: Iterable<TextRecord>, offset: number): Iterable<TextRecord> {
  return offset === 0 ? records : withoutFirst(records, offset);
}

function* withoutFirst(records: Iterable<TextRecord>, offset: number): Generator<TextRecord> {
  for (const { kinds, ...record } of records)
    yield { ...record, cells: record.cells && record.cells.slice(offset), ...(kinds && { kinds: kinds.slice(offset) }) };
}

/** A workbook's rows end with their last value, and a header's blank columns count. */
function* padded(records: Iterable<TextRecord>, width: number): Generator<TextRecord> {
  for (const record of records) {
    const { cells, kinds = [] } = record;
    const missing = cells === null ? 0 : Math.max(0, width - cells.length);
    const blanks = Array<CellKind>(missing).fill("blank");
    yield cells === null ? record : { ...record, cells: [...cells, ...blanks.map(() => "")], kinds: [...kinds, ...blanks] };
  }
}
