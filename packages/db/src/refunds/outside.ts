import { currencySchema, type Money, money } from "@tillbook/domain/money";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

/** Money that QFPay gave back of a payment without a refund of ours. */
export type OutsideRefund = {
  readonly paymentId: string;
  readonly syssn: string;
  readonly outTradeNo: string | null;
  readonly amount: Money;
  readonly respcd: string;
  readonly sysdtm: Date;
};

const outsideRow = z
  .object({
    paymentId: z.string(),
    syssn: z.string(),
    outTradeNo: z.string().nullable(),
    amountMinor: z.bigint(),
    currency: currencySchema,
    respcd: z.string(),
    sysdtm: z.date(),
  })
  .transform(({ amountMinor, currency, ...row }): OutsideRefund => ({ ...row, amount: money(-amountMinor, currency) }));

/** What QFPay's own book gave back of payments beside our refunds, oldest first. */
export async function outsideRefunds(sql: Sql, paymentIds: readonly string[]): Promise<OutsideRefund[]> {
  const rows = await sql(
    `SELECT * FROM "Transaction" WHERE "paymentId" = ANY($1) AND "kind" = 'refund' AND "refundId" IS NULL ORDER BY "sysdtm", "syssn"`,
    [[...paymentIds]],
  );
  return rows.map((row) => outsideRow.parse(row));
}

const lostRow = z.object({
  accountId: z.string(),
  syssn: z.string(),
  asked: z.bigint(),
  lastAskedAt: z.date().nullable(),
  since: z.date(),
});

/** A refund that QFPay told of, which cannot be tied to a payment yet, or is not decided yet; how often it was looked up. */
export type LostRefund = z.infer<typeof lostRow>;

/**
 * Refunds to look up at QFPay by their own number: signed notices of refunds that are none of ours and named no payment that we know, and
 * refunds made outside of Tillbook that were still under way when we heard of them.
 * @param since nothing older is looked up any more
 */
export async function lostRefunds(sql: Sql, since: Date, limit: number): Promise<LostRefund[]> {
  const rows = await sql(
    `SELECT lost."accountId", lost."syssn", min(lost."since") AS "since", count(asked."id") AS "asked", max(asked."receivedAt") AS "lastAskedAt"
     FROM (
       SELECT o."accountId", o."syssn", o."receivedAt" AS "since" FROM "Observation" o
       WHERE o."source" = 'notification' AND o."verdict" = 'unknown' AND o."notifyType" = 'refund' AND o."receivedAt" > $1
         AND o."accountId" IS NOT NULL AND o."syssn" IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM "Transaction" t WHERE t."accountId" = o."accountId" AND t."syssn" = o."syssn" AND num_nonnulls(t."paymentId", t."refundId") > 0)
       UNION ALL
       SELECT t."accountId", t."syssn", t."createdAt" FROM "Transaction" t
       WHERE t."kind" = 'refund' AND t."refundId" IS NULL AND t."paymentId" IS NOT NULL AND t."respcd" IN ('1143', '1145', '1298', '2999') AND t."createdAt" > $1
     ) lost
     LEFT JOIN "Observation" asked ON asked."accountId" = lost."accountId" AND asked."syssn" = lost."syssn" AND asked."source" = 'enquiry'
     GROUP BY 1, 2 ORDER BY 5 NULLS FIRST, 3 LIMIT $2`,
    [since, limit],
  );
  return rows.map((row) => lostRow.parse(row));
}
