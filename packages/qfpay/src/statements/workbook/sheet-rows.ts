import { Refusal, type StatementLimits } from "../limits.ts";
import type { CellKind, TextRecord } from "../records.ts";
import type { NumberKind } from "./date-formats.ts";
import { dateText, numberText } from "./serial-dates.ts";
import { xmlFeed } from "./xml.ts";

/** What all sheets of a workbook share. */
export type SheetContext = {
  readonly is1904: boolean;
  readonly texts: readonly string[];
  kindOf(style: number): NumberKind;
};

type OpenCell = { column: number; type: string; style: number; value: string; hasFormula: boolean };
/** `stored` is what the file holds: for a date its number. */
type Cell = { readonly text: string; readonly kind: CellKind; readonly stored: string };

const BLANK: Cell = { text: "", kind: "blank", stored: "" };

/**
 * Rows of a sheet in batches, with their number in the workbook; rows without a value are left out.
 * Numbers come as text, dates as `YYYY-MM-DD hh:mm:ss`, formulas as the value that was stored with them.
 */
export async function* sheetRows(
  bytes: AsyncIterable<Buffer>,
  context: SheetContext,
  limits: StatementLimits,
  onFormula: () => void,
): AsyncGenerator<TextRecord[]> {
  let rows: TextRecord[] = [];
  let lineNo = 0;
  let cells: Cell[] = [];
  let cell: OpenCell | null = null;
  let isInValue = false;
  const feed = xmlFeed({
    open(name, attributes) {
      if (name === "row") {
        lineNo = rowAfter(lineNo, attributes.r);
        cells = [];
      } else if (name === "c") {
        const column = attributes.r === undefined ? cells.length : columnOf(attributes.r);
        cell = { column, type: attributes.t ?? "n", style: Number(attributes.s ?? 0), value: "", hasFormula: false };
      } else if (name === "f" && cell !== null) cell.hasFormula = true;
      else if (name === "v" || name === "t") isInValue = true;
      else if (name === "rPh") isInValue = false;
    },
    text(text) {
      if (!isInValue || cell === null) return;
      cell.value += text;
      if (cell.value.length > limits.maxRowLength) throw new Refusal("CELL_TOO_LONG", null, { limit: String(limits.maxRowLength) });
    },
    close(name) {
      if (name === "v" || name === "t") isInValue = false;
      else if (name === "c" && cell !== null) {
        if (cell.hasFormula) onFormula();
        place(cells, cell, context, limits);
        cell = null;
      } else if (name === "row" && cells.some(({ text }) => text !== "")) rows.push(recordOf(lineNo, cells));
    },
  });
  for await (const chunk of bytes) {
    feed.write(chunk);
    if (rows.length > 0) yield rows;
    rows = [];
  }
  feed.end();
}

const MOST_ROWS = 10_000_000; // Excel has a tenth of it

/** The number of a row, which must be beyond the one before: two rows of one number could not be told apart. */
function rowAfter(before: number, reference: string | undefined): number {
  const row = reference === undefined ? before + 1 : Number(reference);
  if (Number.isInteger(row) && row > before && row <= MOST_ROWS) return row;
  throw new Refusal("NO_PROFILE", "DAMAGED_ARCHIVE", { cause: `row ${reference}` });
}

/** A far column costs the blank cells before it, so only columns with a value count. */
function place(cells: Cell[], open: OpenCell, context: SheetContext, { maxColumns }: StatementLimits): void {
  const cell = cellOf(open, context);
  if (cell.text === "") return;
  if (open.column >= maxColumns) throw new Refusal("TOO_MANY_COLUMNS", null, { limit: String(maxColumns) });
  while (cells.length < open.column) cells.push(BLANK);
  cells[open.column] = cell;
}

function cellOf({ type, style, value }: OpenCell, context: SheetContext): Cell {
  if (value === "") return BLANK;
  switch (type) {
    case "s": {
      const text = context.texts[Number(value)];
      if (text === undefined) throw new Refusal("NO_PROFILE", "DAMAGED_ARCHIVE", { cause: `text ${value}` });
      return { text, kind: "text", stored: text };
    }
    case "n":
      return numberOf(value, context.kindOf(style), context.is1904);
    case "d":
      return { text: value.slice(0, 19).replace("T", " "), kind: "date", stored: value };
    case "b":
      return { text: value === "1" ? "TRUE" : "FALSE", kind: "text", stored: value };
    default:
      return { text: value, kind: "text", stored: value }; // str, inlineStr, and e for an error such as #N/A
  }
}

function numberOf(value: string, kind: NumberKind, is1904: boolean): Cell {
  const date = kind === "number" ? null : dateText(Number(value), kind, is1904);
  if (date !== null) return { text: date, kind: "date", stored: value };
  return { text: numberText(value), kind: "number", stored: value };
}

function recordOf(lineNo: number, cells: readonly Cell[]): TextRecord {
  const raw = cells.map(({ stored }) => stored).join("\t");
  return { lineNo, text: raw, cells: cells.map(({ text }) => text), kinds: cells.map(({ kind }) => kind) };
}

/** The column that a reference such as `AB12` names, from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.toUpperCase()) {
    if (letter < "A" || letter > "Z") break;
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  if (column === 0) throw new Refusal("NO_PROFILE", "DAMAGED_ARCHIVE", { cause: `cell ${reference}` });
  return column - 1;
}
