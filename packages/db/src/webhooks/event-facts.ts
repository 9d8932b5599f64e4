import { currencySchema } from "@tillbook/domain/money";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const factsRow = z.object({
  key: z.string(),
  subject: z.enum(["order", "payment", "refund"]),
  subjectId: z.string(),
  before: z.string().nullable(),
  after: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.boolean()])),
  at: z.date(),
  orderId: z.string(),
  orderNumber: z.string(),
  orderMinor: z.bigint(),
  currency: currencySchema,
  face: z.enum(["qr", "link"]),
  orderCreatedAt: z.date(),
  paymentId: z.string().nullable(),
  paymentOutTradeNo: z.string().nullable(),
  payType: z.string().nullable(),
  paymentSyssn: z.string().nullable(),
  paymentSysdtm: z.date().nullable(),
  paydtm: z.date().nullable(),
  refundMinor: z.bigint().nullable(),
  refundOutTradeNo: z.string().nullable(),
  refundSyssn: z.string().nullable(),
  refundSysdtm: z.date().nullable(),
  reason: z.string().nullable(),
});

/** What an event is told with: its own row, and of the rows that it is about only what never changes again. */
export type EventFacts = z.infer<typeof factsRow>;

/** What a delivery tells of: a state change, or a case that waits for a person. */
type ToldOf = { readonly changeId: bigint | null; readonly caseId: string | null };

/** A case as if it were a change: to the payment, and of no state that it had. */
const CHANGES = `SELECT "id"::text AS "key", "subject", "subjectId", "before", "after", "details", "at" FROM "StateChange" WHERE "id" = ANY($1)
  UNION ALL SELECT "id"::text, 'payment', "paymentId", NULL, 'needs_person', '{}'::jsonb, "openedAt" FROM "PaymentCase" WHERE "id" = ANY($2::uuid[])`;

/** The facts behind some deliveries. QFPay's numbers are final on paid and refunded rows only. */
export async function eventFacts<T extends ToldOf>(sql: Sql, told: readonly T[]): Promise<(of: T) => EventFacts | null> {
  const changeIds = told.flatMap(({ changeId }) => (changeId === null ? [] : [changeId]));
  const caseIds = told.flatMap(({ caseId }) => (caseId === null ? [] : [caseId]));
  if (changeIds.length + caseIds.length === 0) return () => null;
  const rows = await sql(
    `SELECT c."key", c."subject", c."subjectId", c."before", c."after", c."details", c."at",
       o."id" AS "orderId", o."number" AS "orderNumber", o."amountMinor" AS "orderMinor", o."currency", o."face", o."createdAt" AS "orderCreatedAt",
       p."id" AS "paymentId", p."outTradeNo" AS "paymentOutTradeNo", p."payType", p."syssn" AS "paymentSyssn", p."sysdtm" AS "paymentSysdtm", p."paydtm",
       r."amountMinor" AS "refundMinor", r."outTradeNo" AS "refundOutTradeNo", r."syssn" AS "refundSyssn", r."sysdtm" AS "refundSysdtm", r."reason"
     FROM (${CHANGES}) c
     LEFT JOIN "Refund" r ON c."subject" = 'refund' AND r."id" = c."subjectId"
     LEFT JOIN "Payment" p ON p."id" = CASE c."subject" WHEN 'payment' THEN c."subjectId" ELSE r."paymentId" END
     JOIN "Order" o ON o."id" = coalesce(p."orderId", c."subjectId")`,
    [changeIds, caseIds],
  );
  const facts = new Map(rows.map((row) => factsRow.parse(row)).map((each) => [each.key, each]));
  return ({ changeId, caseId }) => facts.get(String(changeId ?? caseId)) ?? null;
}
