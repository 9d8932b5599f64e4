import { type Currency, currencySchema } from "@tillbook/domain/money";
import type { BookedLine, BookedTransaction, DayFile } from "@tillbook/domain/reconciliation";
import { type Figures, LINE_TYPES } from "@tillbook/domain/settlement";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

/** Which day of which account, with its first instant and the first after it. */
export type DayOfAccount = { readonly accountId: string; readonly settleDay: string; readonly from: Date; readonly until: Date };

const text = z.string().nullable();
const transactionRow = z
  .object({
    syssn: z.string(),
    origssn: text,
    outTradeNo: text,
    chnlsn: text,
    mchid: text,
    kind: z.enum(["payment", "refund"]),
    payType: text,
    amountMinor: z.bigint(),
    currency: currencySchema,
    respcd: z.string(),
    cancel: z.string(),
    environment: z.enum(["production", "test"]),
    sysdtm: z.date(),
  })
  .transform(({ amountMinor, currency, ...row }): BookedTransaction => ({ ...row, amount: { minor: amountMinor, currency } }));

export const lineFields = z.object({
  lineNo: z.int(),
  digest: z.string(),
  batchNo: z.string(),
  tradeDate: settlementDaySchema,
  settleDate: settlementDaySchema,
  mchid: z.string(),
  lineType: z.enum(LINE_TYPES),
  syssn: text,
  origssn: text,
  outTradeNo: text,
  chnlsn: text,
  payType: text,
  sysdtm: z.date().nullable(),
  paydtm: z.date().nullable(),
  currency: currencySchema,
  grossMinor: z.bigint(),
  feeRate: text,
  feeMinor: z.bigint(),
  netMinor: z.bigint(),
  settleCurrency: currencySchema,
  exchangeRate: text,
  settleMinor: z.bigint(),
  status: z.string(),
  remark: z.string(),
});
const lineRow = lineFields.extend({ fileId: z.uuid(), name: z.string(), rawSha256: z.string(), contentHash: z.string() });

const ACTIVE = `f."status" IN ('ACTIVE', 'ACTIVE_LATE')`;
const LINES = `SELECT l.*, f."name", f."rawSha256", f."contentHash" FROM "StatementLine" l JOIN "StatementFile" f ON f."id" = l."fileId"`;
const COLUMNS = `t."syssn", t."origssn", t."outTradeNo", t."chnlsn", t."mchid", t."kind", t."payType", t."amountMinor", t."currency", t."respcd", t."cancel",
  t."environment", t."sysdtm"`;

/** Lines of the day in files of the given standing. */
export async function linesOfDay(sql: Sql, day: DayOfAccount, standing: "active" | "superseded"): Promise<BookedLine[]> {
  const condition = standing === "active" ? ACTIVE : `f."status" = 'SUPERSEDED'`;
  return bookedLines(
    await sql(`${LINES} WHERE l."accountId" = $1 AND l."tradeDate" = $2 AND ${condition}`, [day.accountId, day.settleDay]),
  );
}

/**
 * Transactions a run of the day may speak about: the day's own, those that its lines name by any number, and for each of them the whole
 * family of payment and refunds.
 */
export async function transactionsAround(sql: Sql, day: DayOfAccount): Promise<BookedTransaction[]> {
  const rows = await sql(
    `WITH today AS MATERIALIZED (
       SELECT l."syssn", l."origssn", l."chnlsn", l."outTradeNo" FROM "StatementLine" l JOIN "StatementFile" f ON f."id" = l."fileId"
       WHERE l."accountId" = $1 AND l."tradeDate" = $2 AND ${ACTIVE}),
     named AS (
       SELECT t."id", t."syssn", t."origssn" FROM "Transaction" t WHERE t."accountId" = $1 AND t."sysdtm" >= $3 AND t."sysdtm" < $4
       UNION SELECT t."id", t."syssn", t."origssn" FROM "Transaction" t JOIN today l ON t."syssn" = l."syssn" WHERE t."accountId" = $1
       UNION SELECT t."id", t."syssn", t."origssn" FROM "Transaction" t JOIN today l ON t."syssn" = l."origssn" WHERE t."accountId" = $1
       UNION SELECT t."id", t."syssn", t."origssn" FROM "Transaction" t JOIN today l ON l."syssn" IS NULL AND t."chnlsn" = l."chnlsn" WHERE t."accountId" = $1
       UNION SELECT t."id", t."syssn", t."origssn" FROM "Transaction" t JOIN today l ON t."outTradeNo" = l."outTradeNo" WHERE t."accountId" = $1),
     roots AS (
       SELECT coalesce("origssn", "syssn") AS "syssn" FROM named UNION SELECT "origssn" FROM today WHERE "origssn" IS NOT NULL)
     SELECT ${COLUMNS} FROM "Transaction" t JOIN named n ON n."id" = t."id"
     UNION SELECT ${COLUMNS} FROM "Transaction" t JOIN roots r ON t."syssn" = r."syssn" WHERE t."accountId" = $1
     UNION SELECT ${COLUMNS} FROM "Transaction" t JOIN roots r ON t."origssn" = r."syssn" WHERE t."accountId" = $1`,
    [day.accountId, day.settleDay, day.from, day.until],
  );
  return rows.map((row) => transactionRow.parse(row));
}

/** Lines of other days, in files that take part, which name one of these transactions or carry one of the day's own numbers. */
export async function otherLines(
  sql: Sql,
  day: DayOfAccount,
  transactions: readonly BookedTransaction[],
  lines: readonly BookedLine[],
): Promise<BookedLine[]> {
  const present = (values: readonly (string | null)[]): string[] => [...new Set(values)].filter((value) => value !== null);
  const syssns = present([...transactions.map(({ syssn }) => syssn), ...lines.map(({ syssn }) => syssn)]);
  const rows = await sql(
    `WITH others AS (
       SELECT l."fileId", l."lineNo" FROM "StatementLine" l WHERE l."accountId" = $1 AND l."syssn" = ANY($3)
       UNION SELECT l."fileId", l."lineNo" FROM "StatementLine" l WHERE l."accountId" = $1 AND l."origssn" = ANY($3)
       UNION SELECT l."fileId", l."lineNo" FROM "StatementLine" l WHERE l."accountId" = $1 AND l."syssn" IS NULL AND l."chnlsn" = ANY($4)
       UNION SELECT l."fileId", l."lineNo" FROM "StatementLine" l WHERE l."accountId" = $1 AND l."syssn" IS NULL AND l."outTradeNo" = ANY($5))
     ${LINES} JOIN others o ON o."fileId" = l."fileId" AND o."lineNo" = l."lineNo" WHERE l."tradeDate" <> $2 AND ${ACTIVE}`,
    [
      day.accountId,
      day.settleDay,
      syssns,
      present(transactions.map(({ chnlsn }) => chnlsn)),
      present(transactions.map(({ outTradeNo }) => outTradeNo)),
    ],
  );
  return bookedLines(rows);
}

const figuresRow = z.object({
  fileId: z.uuid(),
  currency: currencySchema,
  lines: z.bigint().transform(Number),
  grossMinor: z.bigint(),
  feeMinor: z.bigint(),
  netMinor: z.bigint(),
});

/** What of these files belongs to other days, by file and currency: summed by the database, apart from what import has counted. */
export async function figuresOnOtherDays(
  sql: Sql,
  day: DayOfAccount,
  fileIds: readonly string[],
): Promise<Map<string, DayFile["onOtherDays"]>> {
  const rows = await sql(
    `SELECT "fileId", "currency", count(*) AS "lines", sum("grossMinor")::bigint AS "grossMinor", sum("feeMinor")::bigint AS "feeMinor",
       sum("netMinor")::bigint AS "netMinor" FROM "StatementLine" WHERE "fileId" = ANY($1) AND "tradeDate" <> $2 GROUP BY 1, 2`,
    [fileIds, day.settleDay],
  );
  const byFile = Map.groupBy(
    rows.map((row) => figuresRow.parse(row)),
    ({ fileId }) => fileId,
  );
  return new Map([...byFile].map(([fileId, group]) => [fileId, new Map<Currency, Figures>(group.map((row) => [row.currency, row]))]));
}

/** Lines of one file share one description of it. */
function bookedLines(rows: readonly unknown[]): BookedLine[] {
  const files = new Map<string, BookedLine["file"]>();
  return rows.map((row) => {
    const { fileId, name, rawSha256, contentHash, ...line } = lineRow.parse(row);
    const file = files.get(fileId) ?? { id: fileId, name, rawSha256, contentHash };
    files.set(fileId, file);
    return { ...line, file };
  });
}
