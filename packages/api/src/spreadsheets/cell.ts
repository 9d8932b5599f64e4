/** What a column holds. An identifier is never a number to a spreadsheet; an amount is decimal text in major units. */
export const CELL_KINDS = ["text", "identifier", "day", "instant", "count", "amount", "rate"] as const;
export type CellKind = (typeof CELL_KINDS)[number];

/** One value of a table: text as it is shown, a whole number, or nothing. */
export type CellValue = string | number | null;

/** A table as it leaves the house: a heading and a kind a column, rows and sums of the same width. */
export type Table = {
  readonly columns: readonly { readonly heading: string; readonly kind: CellKind }[];
  readonly rows: Iterable<readonly CellValue[]>;
};

const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/** Whether text is a plain number, which a spreadsheet may compute with. */
export function isPlainNumber(text: string): boolean {
  return PLAIN_NUMBER.test(text);
}
