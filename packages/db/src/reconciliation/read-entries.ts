import { currencySchema } from "@tillbook/domain/money";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";
import { lineFields, rowsAsReceived } from "../settlement/index.ts";
import { type StoredEntry, storedEntrySchema } from "./rows.ts";

const ENTRIES = `SELECT e.*, f."name" AS "fileName" FROM "RunOutcome" e LEFT JOIN "StatementFile" f ON f."id" = e."fileId"`;
const KEPT = `SELECT e.*, f."name" AS "fileName" FROM "RunEntry" e LEFT JOIN "StatementFile" f ON f."id" = e."fileId"`;
/** Plain rows of a run ($1) behind an ordinal ($2), so many ($3): as the view RunOutcome has them, but file by file from the row on. */
const PLAIN_PAGE = `SELECT p.* FROM "RunFile" x CROSS JOIN LATERAL (
    SELECT x."firstOrdinal" + l."lineNo" AS "ordinal", l."fileId", l."lineNo", l."syssn" FROM "StatementLine" l
    WHERE l."fileId" = x."fileId" AND l."lineNo" > $2::int - x."firstOrdinal" AND l."tradeDate" = x."settleDay" AND l."lineNo" <> ALL (x."besides")
      AND NOT EXISTS (SELECT 1 FROM "RunEntry" e WHERE e."runId" = $1 AND e."fileId" = l."fileId" AND e."lineNo" = l."lineNo")
    ORDER BY l."lineNo" LIMIT $3) p WHERE x."runId" = $1 ORDER BY p."ordinal" LIMIT $3`;

const plainRow = z.object({ ordinal: z.int(), fileId: z.uuid(), fileName: z.string(), lineNo: z.int(), syssn: z.string() });

type Behind = { readonly after: number; readonly limit: number };

async function plainEntries(sql: Sql, runId: string, { after, limit }: Behind): Promise<StoredEntry[]> {
  const rows = await sql(
    `SELECT p.*, f."name" AS "fileName" FROM (${PLAIN_PAGE}) p JOIN "StatementFile" f ON f."id" = p."fileId" ORDER BY p."ordinal"`,
    [runId, after, limit],
  );
  return rows.map((row) => plainRow.parse(row)).map(({ syssn, ...place }) => ({ ...place, ...PLAIN, syssns: [syssn], settles: [syssn] }));
}

const PLAIN = {
  kind: "matched",
  stage: "KEY_EXACT",
  codes: [],
  reason: null,
  carriedIn: false,
  expectedValueDate: null,
  differenceMinor: null,
  currency: null,
  explained: [],
  because: null,
  subject: null,
  unbookedMinor: 0n,
  resolutionId: null,
  bookedById: null,
  originalDay: null,
  posting: null,
} satisfies Partial<StoredEntry>;

/** A page of kept entries with the plain rows among them. */
async function withPlain(sql: Sql, runId: string, rows: readonly unknown[], behind: Behind): Promise<StoredEntry[]> {
  const kept = rows.map((row) => storedEntrySchema.parse(row));
  const plain = await plainEntries(sql, runId, behind);
  return [...kept, ...plain].toSorted((a, b) => a.ordinal - b.ordinal).slice(0, behind.limit);
}

/** Entries of a run's own day in their order: all of them, or a page of one kind. */
export async function readEntries(
  sql: Sql,
  runId: string,
  page?: { kind: StoredEntry["kind"]; after: number; limit: number },
): Promise<StoredEntry[]> {
  if (!page) {
    const all = await sql(`${ENTRIES} WHERE e."runId" = $1 AND e."originalDay" IS NULL AND e."kind" <> 'elsewhere' ORDER BY e."ordinal"`, [
      runId,
    ]);
    return all.map((row) => storedEntrySchema.parse(row));
  }
  const rows = await sql(
    `${KEPT} WHERE e."runId" = $1 AND e."kind" = $2 AND e."ordinal" > $3 AND e."originalDay" IS NULL ORDER BY e."ordinal" LIMIT $4`,
    [runId, page.kind, page.after, page.limit],
  );
  return page.kind === "matched" ? withPlain(sql, runId, rows, page) : rows.map((row) => storedEntrySchema.parse(row));
}

/** What a run took of closed days: rows of late files, and what was still open; what was only booked later is left out. */
export async function readPriorEntries(sql: Sql, runId: string): Promise<StoredEntry[]> {
  const rows = await sql(`${KEPT} WHERE e."runId" = $1 AND e."originalDay" IS NOT NULL AND e."kind" <> 'booked' ORDER BY e."ordinal"`, [
    runId,
  ]);
  return rows.map((row) => storedEntrySchema.parse(row));
}

/** Every entry of a run, whatever its kind, after an ordinal. */
export async function readAllEntries(sql: Sql, runId: string, page: { after: number; limit: number }): Promise<StoredEntry[]> {
  const rows = await sql(`${KEPT} WHERE e."runId" = $1 AND e."ordinal" > $2 ORDER BY e."ordinal" LIMIT $3`, [
    runId,
    page.after,
    page.limit,
  ]);
  return withPlain(sql, runId, rows, page);
}

/** The entries of a run with these numbers, as far as there are any. */
export async function readEntriesAt(sql: Sql, runId: string, ordinals: readonly number[]): Promise<StoredEntry[]> {
  const rows = await sql(`${KEPT} WHERE e."runId" = $1 AND e."ordinal" = ANY($2) ORDER BY e."ordinal"`, [runId, [...ordinals]]);
  const kept = rows.map((row) => storedEntrySchema.parse(row));
  const missing = ordinals.filter((ordinal) => !kept.some((entry) => entry.ordinal === ordinal));
  const plain: StoredEntry[] = [];
  for (const ordinal of new Set(missing)) plain.push(...(await plainEntries(sql, runId, { after: ordinal - 1, limit: 1 })));
  return [...kept, ...plain.filter(({ ordinal }) => missing.includes(ordinal))].toSorted((a, b) => a.ordinal - b.ordinal);
}

/** What a run says about one subject; null when it is no matter there. */
export async function readEntryAbout(sql: Sql, runId: string, subject: string): Promise<StoredEntry | null> {
  const [row] = await sql(
    `${KEPT} WHERE e."runId" = $1 AND e."subject" = $2 AND e."kind" IN ('broken', 'carried') ORDER BY e."ordinal" LIMIT 1`,
    [runId, subject],
  );
  return row ? storedEntrySchema.parse(row) : null;
}

const storedLine = lineFields.extend({ fileId: z.uuid(), fileName: z.string(), raw: z.string().nullable() });
export type StoredLine = z.infer<typeof storedLine> & { readonly raw: string };

/** Lines by their places, each with its row as received: kept beside it, or read from the kept file. */
export async function readLines(sql: Sql, places: readonly { fileId: string; lineNo: number }[]): Promise<StoredLine[]> {
  if (places.length === 0) return [];
  const rows = await sql(
    `SELECT l.*, f."name" AS "fileName" FROM unnest($1::uuid[], $2::int[]) AS p("fileId", "lineNo")
     JOIN "StatementLine" l ON l."fileId" = p."fileId" AND l."lineNo" = p."lineNo" JOIN "StatementFile" f ON f."id" = l."fileId"`,
    [places.map(({ fileId }) => fileId), places.map(({ lineNo }) => lineNo)],
  );
  const lines = rows.map((row) => storedLine.parse(row));
  const inFile = lines.filter(({ raw }) => raw === null);
  const texts = await rowsAsReceived(sql, inFile);
  const textOf = new Map(inFile.map((line, at) => [line, texts[at]]));
  return lines.map((line) => ({ ...line, raw: line.raw ?? textOf.get(line) ?? "" }));
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
