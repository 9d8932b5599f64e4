import { type Currency, currencySchema, type Money, money } from "@tillbook/domain/money";
import type { RefundStanding } from "@tillbook/domain/refunds";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const standingRow = z.object({
  paymentId: z.string(),
  currency: currencySchema,
  paid: z.bigint(),
  refunded: z.bigint(),
  outside: z.bigint(),
  outsidePending: z.bigint(),
  refunding: z.bigint(),
  awaiting: z.bigint(),
  unapproved: z.bigint(),
  isOneAtQfpay: z.boolean(),
  isPartBarred: z.boolean(),
});

/** What QFPay gave back of a payment that no refund of ours asked for: its own book's rows that name the payment. */
const OUTSIDE = `SELECT -sum(t."amountMinor") FILTER (WHERE t."respcd" = '0000') AS "done", -sum(t."amountMinor") FILTER (WHERE t."respcd" IN ('1143', '1145', '1298', '2999')) AS "pending"
  FROM "Transaction" t WHERE t."paymentId" = p."id" AND t."kind" = 'refund' AND t."refundId" IS NULL`;

const OWN = `SELECT sum(r."amountMinor") FILTER (WHERE r."state" = 'refunded') AS "refunded",
    sum(r."amountMinor") FILTER (WHERE r."state" IN ('queued', 'submitted', 'processing') AND r."id" IS DISTINCT FROM $2) AS "refunding",
    sum(r."amountMinor") FILTER (WHERE r."state" = 'awaiting_approval' AND r."id" IS DISTINCT FROM $2) AS "awaiting",
    sum(r."amountMinor") FILTER (WHERE r."state" NOT IN ('failed', 'declined') AND r."decidedBy" IS NULL AND r."id" IS DISTINCT FROM $2) AS "unapproved",
    bool_or(r."id" IS DISTINCT FROM $2 AND (r."state" = 'processing' OR (r."state" = 'submitted' AND r."waitsBecause" IS NULL))) AS "isOneAtQfpay",
    bool_or(r."state" = 'failed' AND r."respcd" IN ('1270', '1271')) AS "isPartBarred"
  FROM "Refund" r WHERE r."paymentId" = p."id"`;

/**
 * What became of payments' money: paid, given back (here or outside of Tillbook), on its way, asked for, left. The one place that
 * adds this up; whoever shows, decides or closes something about refunds asks here.
 * @param except a refund that is looked at itself and does not stand in its own way
 */
export async function standings(sql: Sql, paymentIds: readonly string[], except: string | null = null): Promise<RefundStanding[]> {
  const rows = await sql(
    `SELECT p."id" AS "paymentId", p."currency", CASE WHEN p."state" = 'paid' THEN p."amountMinor" ELSE 0 END::bigint AS "paid",
       coalesce(own."refunded", 0)::bigint AS "refunded", coalesce(outside."done", 0)::bigint AS "outside", coalesce(outside."pending", 0)::bigint AS "outsidePending",
       coalesce(own."refunding", 0)::bigint AS "refunding", coalesce(own."awaiting", 0)::bigint AS "awaiting", coalesce(own."unapproved", 0)::bigint AS "unapproved",
       coalesce(own."isOneAtQfpay", false) OR coalesce(outside."pending", 0) > 0 AS "isOneAtQfpay", coalesce(own."isPartBarred", false) AS "isPartBarred"
     FROM "Payment" p, LATERAL (${OWN}) own, LATERAL (${OUTSIDE}) outside WHERE p."id" = ANY($1)`,
    [[...paymentIds], except],
  );
  return rows.map(standingFromRow);
}

function standingFromRow(raw: unknown): RefundStanding {
  const row = standingRow.parse(raw);
  const inCurrency = (minor: bigint) => money(minor, row.currency);
  const refunded = row.refunded + row.outside;
  const refunding = row.refunding + row.outsidePending;
  const left = row.paid - refunded - refunding - row.awaiting;
  return {
    paymentId: row.paymentId,
    paid: inCurrency(row.paid),
    refunded: inCurrency(refunded),
    givenOutside: inCurrency(row.outside),
    refunding: inCurrency(refunding),
    awaitingApproval: inCurrency(row.awaiting),
    refundable: inCurrency(left > 0n ? left : 0n),
    unapproved: inCurrency(row.unapproved),
    isOneAtQfpay: row.isOneAtQfpay,
    isPartBarred: row.isPartBarred,
  };
}

const sumRow = z.object({ minor: z.bigint() });

/**
 * What QFPay can give back from today: money that it took in [from, until) by its own clock less what it gave back, less what is promised
 * to refunds that are decided and not done. Only what went through Tillbook is known here. docs/qfpay.md#refunds
 */
export async function unsettledTakings(
  sql: Sql,
  asked: { accountId: string; currency: Currency; from: Date; until: Date; except: string | null },
): Promise<Money> {
  const [row] = await sql(
    `SELECT (coalesce((SELECT sum(t."amountMinor") FROM "Transaction" t WHERE t."accountId" = $1 AND t."sysdtm" >= $3 AND t."sysdtm" < $4
         AND t."currency" = $2 AND t."respcd" = '0000' AND t."cancel" NOT IN ('1', '2')), 0)
       - coalesce((SELECT sum(r."amountMinor") FROM "Refund" r WHERE r."accountId" = $1 AND r."currency" = $2
         AND r."state" IN ('queued', 'submitted', 'processing') AND r."id" IS DISTINCT FROM $5), 0))::bigint AS "minor"`,
    [asked.accountId, asked.currency, asked.from, asked.until, asked.except],
  );
  return money(sumRow.parse(row).minor, asked.currency);
}

const flagRow = z.object({ cancel: z.string() });

/** QFPay's flag on the transaction of a payment, "0" where it never said one. */
export async function cancelFlag(sql: Sql, accountId: string, syssn: string): Promise<string> {
  const rows = await sql(`SELECT "cancel" FROM "Transaction" WHERE "accountId" = $1 AND "syssn" = $2`, [accountId, syssn]);
  return rows[0] ? flagRow.parse(rows[0]).cancel : "0";
}
