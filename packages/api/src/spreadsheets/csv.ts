import { type CellValue, isPlainNumber, type Table } from "./cell.ts";

const BOM = "\uFEFF";
/** What a spreadsheet takes for the beginning of a formula. */
const STARTS_FORMULA = /^[=+\-@\t\r]/;

/**
 * A table as CSV (RFC 4180, CRLF, UTF-8), in pieces. Cells that a spreadsheet would compute are made text with an apostrophe, unless they are
 * plain numbers.
 * @param options `bom`: for programs that take a file without one for another encoding
 */
export function* csvOf({ columns, rows }: Table, options: { bom?: boolean } = {}): Generator<string> {
  yield `${options.bom ? BOM : ""}${lineOf(columns.map(({ heading }) => heading))}`;
  for (const row of rows) yield lineOf(row);
}

function lineOf(cells: readonly CellValue[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** One cell, safe for spreadsheets and quoted where it must be. */
export function csvCell(value: CellValue): string {
  if (value === null) return "";
  const text = typeof value === "number" ? String(value) : safe(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function safe(text: string): string {
  return STARTS_FORMULA.test(text) && !isPlainNumber(text) ? `'${text}` : text;
}
