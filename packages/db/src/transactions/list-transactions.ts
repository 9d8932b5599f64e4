import { currencySchema } from "@tillbook/domain/money";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const listedRow = z.object({
  syssn: z.string(),
  origssn: z.string().nullable(),
  outTradeNo: z.string().nullable(),
  chnlsn: z.string().nullable(),
  kind: z.enum(["payment", "refund"]),
  payType: z.string().nullable(),
  amountMinor: z.bigint(),
  currency: currencySchema,
  respcd: z.string(),
  cancel: z.string(),
  environment: z.enum(["production", "test"]),
  sysdtm: z.date(),
  paydtm: z.date().nullable(),
  paymentId: z.string().nullable(),
  refundId: z.string().nullable(),
  orderId: z.string().nullable(),
});

/** A transaction with the order that it belongs to, when it is one of ours. A refund's amount is negative. */
export type ListedTransaction = z.infer<typeof listedRow>;

export type TransactionFilter = {
  accountId: string;
  syssn: string | null;
  kind: "payment" | "refund" | null;
  /** By sysdtm, [from, until). */
  from: Date | null;
  until: Date | null;
  /** Last row of the page before. */
  after: { sysdtm: Date; syssn: string } | null;
  limit: number;
};

/** A page of transactions, newest first, by keyset: as quick on the last page as on the first. */
export async function listTransactions(sql: Sql, filter: TransactionFilter): Promise<ListedTransaction[]> {
  const where = [`t."accountId" = $1`];
  const params: unknown[] = [filter.accountId];
  const also = (condition: (n: string) => string, value: unknown): void => {
    if (value === null) return;
    params.push(value);
    where.push(condition(`$${params.length}`));
  };
  also((n) => `t."syssn" = ${n}`, filter.syssn);
  also((n) => `t."kind" = ${n}`, filter.kind);
  also((n) => `t."sysdtm" >= ${n}`, filter.from);
  also((n) => `t."sysdtm" < ${n}`, filter.until);
  if (filter.after) {
    params.push(filter.after.sysdtm, filter.after.syssn);
    where.push(`(t."sysdtm", t."syssn") < ($${params.length - 1}, $${params.length})`);
  }
  params.push(filter.limit);
  const rows = await sql(
    `SELECT t.*, coalesce(p."orderId", r."orderId") AS "orderId" FROM "Transaction" t
     LEFT JOIN "Payment" p ON p."id" = t."paymentId" LEFT JOIN "Refund" r ON r."id" = t."refundId"
     WHERE ${where.join(" AND ")} ORDER BY t."sysdtm" DESC, t."syssn" DESC LIMIT $${params.length}`,
    params,
  );
  return rows.map((row) => listedRow.parse(row));
}
