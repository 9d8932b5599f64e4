import { currencySchema } from "@tillbook/domain/money";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";
import { lineFields } from "./load-books.ts";
import { type StoredEntry, storedEntrySchema } from "./rows.ts";

const ENTRIES = `SELECT e.*, f."name" AS "fileName" FROM "RunEntry" e LEFT JOIN "StatementFile" f ON f."id" = e."fileId"`;

/** Entries of a run's own day in their order: all of them, or a page of one kind. */
export async function readEntries(
  sql: Sql,
  runId: string,
  page?: { kind: StoredEntry["kind"]; after: number; limit: number },
): Promise<StoredEntry[]> {
  const rows = page
    ? await sql(
        `${ENTRIES} WHERE e."runId" = $1 AND e."kind" = $2 AND e."ordinal" > $3 AND e."originalDay" IS NULL ORDER BY e."ordinal" LIMIT $4`,
        [runId, page.kind, page.after, page.limit],
      )
    : await sql(`${ENTRIES} WHERE e."runId" = $1 AND e."originalDay" IS NULL AND e."kind" <> 'elsewhere' ORDER BY e."ordinal"`, [runId]);
  return rows.map((row) => storedEntrySchema.parse(row));
}

/** What a run took of closed days: rows of late files, and what was still open; what was only booked later is left out. */
export async function readPriorEntries(sql: Sql, runId: string): Promise<StoredEntry[]> {
  const rows = await sql(`${ENTRIES} WHERE e."runId" = $1 AND e."originalDay" IS NOT NULL AND e."kind" <> 'booked' ORDER BY e."ordinal"`, [
    runId,
  ]);
  return rows.map((row) => storedEntrySchema.parse(row));
}

/** Every entry of a run, whatever its kind, after an ordinal. */
export async function readAllEntries(sql: Sql, runId: string, page: { after: number; limit: number }): Promise<StoredEntry[]> {
  const rows = await sql(`${ENTRIES} WHERE e."runId" = $1 AND e."ordinal" > $2 ORDER BY e."ordinal" LIMIT $3`, [
    runId,
    page.after,
    page.limit,
  ]);
  return rows.map((row) => storedEntrySchema.parse(row));
}

/** The entry of a run with this number, if any. */
export async function readEntriesAt(sql: Sql, runId: string, ordinals: readonly number[]): Promise<StoredEntry[]> {
  const rows = await sql(`${ENTRIES} WHERE e."runId" = $1 AND e."ordinal" = ANY($2) ORDER BY e."ordinal"`, [runId, [...ordinals]]);
  return rows.map((row) => storedEntrySchema.parse(row));
}

/** What a run says about one subject; null when it is no matter there. */
export async function readEntryAbout(sql: Sql, runId: string, subject: string): Promise<StoredEntry | null> {
  const [row] = await sql(
    `${ENTRIES} WHERE e."runId" = $1 AND e."subject" = $2 AND e."kind" IN ('broken', 'carried') ORDER BY e."ordinal" LIMIT 1`,
    [runId, subject],
  );
  return row ? storedEntrySchema.parse(row) : null;
}

const storedLine = lineFields.extend({ fileId: z.uuid(), fileName: z.string(), raw: z.string() });
export type StoredLine = z.infer<typeof storedLine>;

/** Lines by their places. */
export async function readLines(sql: Sql, places: readonly { fileId: string; lineNo: number }[]): Promise<StoredLine[]> {
  if (places.length === 0) return [];
  const rows = await sql(
    `SELECT l.*, f."name" AS "fileName" FROM unnest($1::uuid[], $2::int[]) AS p("fileId", "lineNo")
     JOIN "StatementLine" l ON l."fileId" = p."fileId" AND l."lineNo" = p."lineNo" JOIN "StatementFile" f ON f."id" = l."fileId"`,
    [places.map(({ fileId }) => fileId), places.map(({ lineNo }) => lineNo)],
  );
  return rows.map((row) => storedLine.parse(row));
}

const storedTransaction = z.object({
  syssn: z.string(),
  origssn: z.string().nullable(),
  outTradeNo: z.string().nullable(),
  chnlsn: z.string().nullable(),
  mchid: z.string().nullable(),
  kind: z.enum(["payment", "refund"]),
  payType: z.string().nullable(),
  amountMinor: z.bigint(),
  currency: currencySchema,
  respcd: z.string(),
  cancel: z.string(),
  sysdtm: z.date(),
  paydtm: z.date().nullable(),
  orderId: z.uuid().nullable(),
  orderNumber: z.string().nullable(),
});
export type StoredTransaction = z.infer<typeof storedTransaction>;

/** Transactions by `syssn`, with the order that each belongs to. */
export async function readTransactions(sql: Sql, accountId: string, syssns: readonly string[]): Promise<StoredTransaction[]> {
  if (syssns.length === 0) return [];
  const rows = await sql(
    `SELECT t.*, o."id" AS "orderId", o."number" AS "orderNumber" FROM "Transaction" t
     LEFT JOIN "Payment" p ON p."id" = t."paymentId" LEFT JOIN "Refund" r ON r."id" = t."refundId"
     LEFT JOIN "Order" o ON o."id" = coalesce(p."orderId", r."orderId") WHERE t."accountId" = $1 AND t."syssn" = ANY($2)`,
    [accountId, syssns],
  );
  return rows.map((row) => storedTransaction.parse(row));
}
