import type { Statement } from "./statement.ts";

/** PostgreSQL's type of each column that a row is written to. */
export type ColumnTypes<Row extends object> = { readonly [Column in keyof Row & string]: string };

/**
 * The statement that writes rows of one shape: all of them are one parameter, so that it is the same text, and one plan, for one row and
 * for many.
 */
export function insertion<Row extends object>(table: string, types: ColumnTypes<Row>, rows: readonly Row[]): Statement {
  const columns = columnsOf(types);
  return { text: `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM ${recordset(types)}`, params: [rowsText(rows)] };
}

/** Names as SQL lists them, each of them of `alias` where one is told. */
export function columnsOf(types: Readonly<Record<string, string>>, alias = ""): string {
  return Object.keys(types)
    .map((name) => `${alias}"${name}"`)
    .join(", ");
}

/**
 * The rows of the first parameter, which is {@link rowsText}, as a table. PostgreSQL takes such a table for a hundred rows, for which it
 * would read a whole other one to join them, and would go on so while that one grows; a limit that it cannot foresee makes it a tenth of
 * them, and two make it one, which it looks up.
 */
export function recordset(types: Readonly<Record<string, string>>): string {
  const columns = Object.entries(types).map(([name, type]) => `"${name}" ${type}`);
  const limit = "LIMIT (SELECT jsonb_array_length($1::jsonb))";
  return `(SELECT * FROM (SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(${columns.join(", ")}) ${limit}) r ${limit}) x`;
}

/** JSON has no exact whole numbers of that size, so minor units travel as text. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === "bigint" ? each.toString() : each));
}

/** Rows as text for a jsonb parameter: whole numbers exact, and halves of characters replaced, which jsonb refuses. */
export function rowsText(rows: readonly object[]): string {
  const text = plainText(rows);
  return text === null || HALF.test(text) ? textByValue(rows) : text;
}

/** JSON writes half of a character so; a text that says just that is only looked at more closely. */
const HALF = /\\ud[89a-f]/i;

/** Null where a whole number beyond JavaScript's own is among them. */
function plainText(rows: readonly object[]): string | null {
  try {
    return JSON.stringify(rows);
  } catch {
    return null;
  }
}

/** Asks about each value, which takes several times as long. */
function textByValue(rows: readonly object[]): string {
  return JSON.stringify(rows, (_key, each: unknown) => {
    if (typeof each === "bigint") return each.toString();
    return typeof each === "string" ? each.toWellFormed() : each;
  });
}
