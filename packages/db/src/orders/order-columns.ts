import type { Order } from "@tillbook/domain/orders";
import { z } from "zod";
import type { PlaceInList } from "./order-filter.ts";
import { orderFromRow } from "./orders.ts";

/** An order with what a list row shows of it, and its place in the list: by `at`, newest first. */
export type ListedOrder = {
  readonly order: Order;
  readonly at: Date;
  /** Given back of the payment that counts, outside of Tillbook too. */
  readonly refundedMinor: bigint;
  readonly paidAt: Date | null;
  readonly isUnclear: boolean;
  readonly needsPerson: boolean;
  /** In which way the money that counts was late. */
  readonly late: z.infer<typeof late>;
  /** Money came beside the payment that counts and has not gone back. */
  readonly isPaidTwice: boolean;
  readonly createdByName: string | null;
};

const late = z.enum(["after_expiry", "after_cancel", "after_giving_up"]).nullable();
const extras = z.object({
  at: z.date(),
  refundedMinor: z.bigint(),
  paidAt: z.date().nullable(),
  isUnclear: z.boolean(),
  needsPerson: z.boolean(),
  late,
  isPaidTwice: z.boolean(),
  createdByName: z.string().nullable(),
});

/**
 * What is shown of each row of `page`, a subquery of orders with their place as "at". `$2` is the present: a code that is surely dead
 * while QFPay has said no more is unclear, like a call without an answer. LIMIT keeps the planner from asking every payment there is.
 */
export function shownOf(page: string): string {
  return `SELECT o.*,
    (coalesce((SELECT sum(r."amountMinor") FROM "Refund" r WHERE r."orderId" = o."id" AND r."paymentId" = o."paidPaymentId" AND r."state" = 'refunded'), 0)
      - coalesce((SELECT sum(t."amountMinor") FROM "Transaction" t WHERE t."paymentId" = o."paidPaymentId" AND t."kind" = 'refund' AND t."refundId" IS NULL
        AND t."respcd" = '0000'), 0))::bigint AS "refundedMinor",
    counted."paydtm" AS "paidAt", counted."late",
    o."state" = 'open' AND (SELECT true FROM "Payment" p WHERE p."orderId" = o."id"
      AND (p."state" = 'submitted' OR (p."state" = 'awaiting' AND p."expiresAt" + interval '2 minutes' <= $2)) LIMIT 1) IS NOT NULL AS "isUnclear",
    (SELECT true FROM "PaymentCase" c WHERE c."orderId" = o."id" AND c."closedAt" IS NULL LIMIT 1) IS NOT NULL AS "needsPerson",
    (SELECT true FROM "PaymentCase" c WHERE c."orderId" = o."id" AND c."kind" = 'twin' AND c."resolution" IS DISTINCT FROM 'refunded' LIMIT 1) IS NOT NULL AS "isPaidTwice",
    CASE WHEN o."createdBy" LIKE 'staff:%' THEN (SELECT u."name" FROM "AuthUser" u WHERE u."id" = substr(o."createdBy", 7))
      WHEN o."createdBy" LIKE 'api:%' THEN (SELECT k."name" FROM "ApiKey" k WHERE k."id" = substr(o."createdBy", 5)::uuid) END AS "createdByName"
    FROM (${page}) o LEFT JOIN "Payment" counted ON counted."id" = o."paidPaymentId" ORDER BY o."at" DESC, o."id" DESC`;
}

/** A row of {@link shownOf}. */
export function listedFromRow(row: unknown): ListedOrder {
  return { order: orderFromRow(row), ...extras.parse(row) };
}

/** A page and where the next one begins; null at the end. */
export type OrderPageRows = { readonly orders: ListedOrder[]; readonly next: PlaceInList | null };

/** Rows are asked for one more than are shown: whether there is another page. */
export function pageOf(rows: ListedOrder[], limit: number): OrderPageRows {
  const orders = rows.slice(0, limit);
  const last = orders.at(-1);
  return { orders, next: rows.length > limit && last ? { at: last.at, id: last.order.id } : null };
}
