import { currencySchema } from "@tillbook/domain/money";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

/** A row of a certificate as it is kept: one column a figure, minor units of `currency`, or of `differenceCurrency`. */
export const closeRowSchema = z.object({
  ordinal: z.int(),
  kind: z.string(),
  originalDay: settlementDaySchema.nullable(),
  line: z.string().nullable(),
  lineType: z.string().nullable(),
  batch: z.string().nullable(),
  syssns: z.array(z.string()),
  why: z.array(z.string()),
  currency: currencySchema.nullable(),
  grossMinor: z.bigint().nullable(),
  feeMinor: z.bigint().nullable(),
  netMinor: z.bigint().nullable(),
  differenceMinor: z.bigint().nullable(),
  differenceCurrency: currencySchema.nullable(),
  resolution: z.string().nullable(),
  digest: z.string(),
});
export type StoredCloseRow = z.infer<typeof closeRowSchema>;
export type CloseRowToKeep = StoredCloseRow;

type Column = { readonly name: keyof StoredCloseRow; readonly type: string };
const COLUMNS: readonly Column[] = [
  { name: "ordinal", type: "int" },
  { name: "kind", type: "text" },
  { name: "originalDay", type: "date" },
  { name: "line", type: "text" },
  { name: "lineType", type: "text" },
  { name: "batch", type: "text" },
  { name: "currency", type: "text" },
  { name: "grossMinor", type: "bigint" },
  { name: "feeMinor", type: "bigint" },
  { name: "netMinor", type: "bigint" },
  { name: "differenceMinor", type: "bigint" },
  { name: "differenceCurrency", type: "text" },
  { name: "resolution", type: "text" },
  { name: "digest", type: "text" },
];
/** Lists in a row travel as JSON, since arrays of arrays must all be of one length. */
const LISTS = ["syssns", "why"] as const;
const NAMES = [...COLUMNS.map(({ name }) => name), ...LISTS];
const INSERT = `INSERT INTO "CloseRow" ("closeId",${NAMES.map((name) => `"${name}"`).join(",")})
  SELECT $1, ${COLUMNS.map(({ name }) => `"${name}"`).join(",")}, ${LISTS.map((name) => `ARRAY(SELECT jsonb_array_elements_text("${name}"))`).join(",")}
  FROM unnest(${COLUMNS.map(({ type }, at) => `$${at + 2}::${type}[]`).join(",")}, ${LISTS.map((_, at) => `$${COLUMNS.length + at + 2}::jsonb[]`).join(",")})
    AS r(${NAMES.map((name) => `"${name}"`).join(",")})`;

/** Keeps rows of a certificate in one statement. */
export async function insertCloseRows(sql: Sql, closeId: string, rows: readonly StoredCloseRow[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = COLUMNS.map(({ name }) => rows.map((row) => row[name]));
  await sql(INSERT, [closeId, ...columns, ...LISTS.map((name) => rows.map((row) => JSON.stringify(row[name])))]);
}
