import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const watchRow = z.object({ open: z.int(), due: z.int(), oldestDue: z.date().nullable() });
/** Payments whose end QFPay has not told: how many, how many of them should be asked about by now, since when the oldest. */
export type Watch = z.infer<typeof watchRow>;

export async function watchedPayments(sql: Sql, accountId: string, now: Date): Promise<Watch> {
  const rows = await sql(
    `SELECT count(*) FILTER (WHERE "state" IN ('submitted', 'awaiting'))::int AS "open",
       count(*) FILTER (WHERE "nextEnquiryAt" <= $2)::int AS "due", min("nextEnquiryAt") FILTER (WHERE "nextEnquiryAt" <= $2) AS "oldestDue"
     FROM "Payment" WHERE "nextEnquiryAt" IS NOT NULL AND "accountId" = $1`,
    [accountId, now],
  );
  return watchRow.parse(rows[0]);
}

const casesRow = z.object({
  quarantined: z.int(),
  oldestQuarantined: z.date().nullable(),
  unclear: z.int(),
  others: z.int(),
});
/** Cases that wait for a person, by kind. */
export type OpenCases = z.infer<typeof casesRow>;

export async function openCases(sql: Sql, accountId: string): Promise<OpenCases> {
  const rows = await sql(
    `SELECT count(*) FILTER (WHERE "kind" = 'quarantined')::int AS "quarantined", min("openedAt") FILTER (WHERE "kind" = 'quarantined') AS "oldestQuarantined",
       count(*) FILTER (WHERE "kind" = 'unclear')::int AS "unclear", count(*) FILTER (WHERE "kind" NOT IN ('quarantined', 'unclear'))::int AS "others"
     FROM "PaymentCase" WHERE "accountId" = $1 AND "closedAt" IS NULL`,
    [accountId],
  );
  return casesRow.parse(rows[0]);
}

const refundsRow = z.object({
  toApprove: z.int(),
  oldestToApprove: z.date().nullable(),
  waiting: z.int(),
  oldestWaiting: z.date().nullable(),
  late: z.int(),
  oldestLate: z.date().nullable(),
  undecided: z.int(),
  oldestUndecided: z.date().nullable(),
});
/** Refunds under way: for a second person, put off by QFPay, those that should have been sent by now, and those that QFPay has and does not decide. */
export type OpenRefunds = z.infer<typeof refundsRow>;

/** `isAtQfpay` of the domain: sent, and nothing says that it was not taken. */
const AT_QFPAY = `"state" = 'processing' OR ("state" = 'submitted' AND "waitsBecause" IS NULL)`;

export async function openRefunds(sql: Sql, accountId: string, now: Date): Promise<OpenRefunds> {
  const rows = await sql(
    `SELECT count(*) FILTER (WHERE "state" = 'awaiting_approval')::int AS "toApprove", min("createdAt") FILTER (WHERE "state" = 'awaiting_approval') AS "oldestToApprove",
       count(*) FILTER (WHERE "waitsBecause" IS NOT NULL)::int AS "waiting", min("createdAt") FILTER (WHERE "waitsBecause" IS NOT NULL) AS "oldestWaiting",
       count(*) FILTER (WHERE "nextSendAt" <= $2)::int AS "late", min("nextSendAt") FILTER (WHERE "nextSendAt" <= $2) AS "oldestLate",
       count(*) FILTER (WHERE ${AT_QFPAY})::int AS "undecided", min("stateAt") FILTER (WHERE ${AT_QFPAY}) AS "oldestUndecided"
     FROM "Refund" WHERE "accountId" = $1 AND "state" IN ('awaiting_approval', 'queued', 'submitted', 'processing')`,
    [accountId, now],
  );
  return refundsRow.parse(rows[0]);
}
