import type { Money } from "@tillbook/domain/money";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { columnsOf, recordset, rowsText } from "../client/rows.ts";
import type { Sql } from "../client/sql.ts";
import { run, type Statement } from "../client/statement.ts";

/** One movement of money as QFPay tells it. A refund's amount is negative. Only respcd 0000 is money. */
export type TransactionRow = {
  accountId: string;
  syssn: string;
  origssn: string | null;
  outTradeNo: string | null;
  chnlsn: string | null;
  mchid: string | null;
  kind: "payment" | "refund";
  payType: string | null;
  amount: Money;
  respcd: string;
  cancel: string;
  environment: "production" | "test";
  txdtm: Date | null;
  sysdtm: Date;
  paydtm: Date | null;
  paymentId: string | null;
  refundId: string | null;
};

export type Transactions = ReturnType<typeof transactionsOn>;

const takenRow = z.object({
  kind: z.string(),
  amountMinor: z.bigint(),
  currency: z.string(),
  paymentId: z.string().nullable(),
  refundId: z.string().nullable(),
});

const knownRow = z.object({ syssn: z.string(), respcd: z.string(), cancel: z.string() });

/** What is claimed of a number, to be held against what the books know of it. */
export type ClaimedTransaction = Pick<TransactionRow, "accountId" | "syssn" | "kind" | "amount" | "paymentId" | "refundId">;

/** What differs between a transaction's row ("kind", "amountMinor", "currency", "paymentId", "refundId") and what is claimed of its number. */
export function contradictionsTo(known: unknown, row: ClaimedTransaction): string[] {
  const taken = takenRow.parse(known);
  const isOthers = (mine: string | null, theirs: string | null): boolean => theirs !== null && theirs !== mine;
  const found: string[] = [];
  if (isOthers(row.paymentId, taken.paymentId) || isOthers(row.refundId, taken.refundId))
    found.push(`syssn ${row.syssn} belongs to another`);
  if (taken.kind !== row.kind) found.push(`syssn ${row.syssn} is a ${taken.kind}`);
  else if (taken.amountMinor !== row.amount.minor || taken.currency !== row.amount.currency)
    found.push(`syssn ${row.syssn} has another amount`);
  return found;
}

export function transactionsOn(sql: Sql) {
  return {
    /** How many QFPay took in a stretch of time, whose end is not part of it. */
    async countBetween(accountId: string, from: Date, until: Date): Promise<number> {
      const [row] = await sql<{ count: number }>(
        `SELECT count(*)::int AS "count" FROM "Transaction" WHERE "accountId" = $1 AND "sysdtm" >= $2 AND "sysdtm" < $3`,
        [accountId, from, until],
      );
      return row?.count ?? 0;
    },
    /** What about this number contradicts what the books know of it already; nothing when it is new or the same. */
    async contradictions(row: ClaimedTransaction): Promise<string[]> {
      const [known] = await sql(
        `SELECT "kind", "amountMinor", "currency", "paymentId", "refundId" FROM "Transaction" WHERE "accountId" = $1 AND "syssn" = $2`,
        [row.accountId, row.syssn],
      );
      return known ? contradictionsTo(known, row) : [];
    },
    /** What the books know of these numbers: `respcd` and `cancel`; unknown numbers are left out. */
    async known(accountId: string, syssns: readonly string[]): Promise<Map<string, { respcd: string; cancel: string }>> {
      if (syssns.length === 0) return new Map();
      const rows = await sql(`SELECT "syssn", "respcd", "cancel" FROM "Transaction" WHERE "accountId" = $1 AND "syssn" = ANY($2)`, [
        accountId,
        [...syssns],
      ]);
      return new Map(rows.map((row) => knownRow.parse(row)).map(({ syssn, respcd, cancel }) => [syssn, { respcd, cancel }]));
    },
    /**
     * Takes in what QFPay says of a transaction. Knowledge only grows: money that moved (0000) is never taken back by an older 1143 or
     * 1145, a final refusal never by a pending one, and numbers once known stay. `cancel` never returns to 0, but for money that came
     * although the order was closed: what was said of it while it was unpaid is over. Amount, currency, kind and sysdtm are fixed by the
     * first word.
     */
    async upsert(row: TransactionRow, now: Date): Promise<void> {
      await run(sql, transactionsUpsert([{ row, at: now }]));
    },
  };
}

const ROW = {
  id: "uuid",
  accountId: "uuid",
  syssn: "text",
  origssn: "text",
  outTradeNo: "text",
  chnlsn: "text",
  mchid: "text",
  kind: "text",
  payType: "text",
  amountMinor: "bigint",
  currency: "text",
  respcd: "text",
  cancel: "text",
  environment: "text",
  txdtm: "timestamptz",
  sysdtm: "timestamptz",
  paydtm: "timestamptz",
  paymentId: "uuid",
  refundId: "uuid",
  createdAt: "timestamptz",
  updatedAt: "timestamptz",
} as const;

/** The statement behind `upsert`, for several numbers, each of which is told of once. */
export function transactionsUpsert(told: readonly { row: TransactionRow; at: Date }[]): Statement {
  const rows = told.map(({ row: { amount, ...row }, at }) => ({
    ...row,
    id: uuidv7(),
    amountMinor: amount.minor.toString(),
    currency: amount.currency,
    createdAt: at,
    updatedAt: at,
  }));
  return {
    text: `INSERT INTO "Transaction" AS t (${columnsOf(ROW)}) SELECT ${columnsOf(ROW)} FROM ${recordset(ROW)} ORDER BY x."accountId", x."syssn"
     ON CONFLICT ("accountId","syssn") DO UPDATE SET
       "respcd" = CASE WHEN t."respcd" = '0000' OR (t."respcd" NOT IN ('1143','1145','1298') AND excluded."respcd" IN ('1143','1145','1298'))
     THEN t."respcd" ELSE excluded."respcd" END,
       "cancel" = CASE WHEN excluded."respcd" = '0000' AND t."respcd" <> '0000' THEN excluded."cancel"
         WHEN excluded."respcd" <> '0000' AND t."respcd" = '0000' OR excluded."cancel" = '0' OR t."cancel" IN ('1','2','3') THEN t."cancel" ELSE excluded."cancel" END,
       "origssn" = coalesce(t."origssn", excluded."origssn"), "outTradeNo" = coalesce(t."outTradeNo", excluded."outTradeNo"),
       "chnlsn" = coalesce(t."chnlsn", excluded."chnlsn"), "mchid" = coalesce(t."mchid", excluded."mchid"),
       "payType" = coalesce(t."payType", excluded."payType"), "txdtm" = coalesce(t."txdtm", excluded."txdtm"),
       "paydtm" = CASE WHEN t."respcd" = '0000' THEN coalesce(t."paydtm", excluded."paydtm") ELSE coalesce(excluded."paydtm", t."paydtm") END,
       "paymentId" = coalesce(t."paymentId", excluded."paymentId"), "refundId" = coalesce(t."refundId", excluded."refundId"),
       "updatedAt" = excluded."updatedAt"`,
    params: [rowsText(rows)],
  };
}
