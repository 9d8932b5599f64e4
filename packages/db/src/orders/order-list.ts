import type { Currency } from "@tillbook/domain/money";
import type { Order, OrderState } from "@tillbook/domain/orders";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";
import { orderFromRow } from "./orders.ts";

export type OrderFilter = {
  accountId: string;
  states: readonly OrderState[];
  /** Prefix of an order number, out_trade_no or syssn. */
  search: string | null;
  createdFrom: Date | null;
  createdTo: Date | null;
  paidFrom: Date | null;
  paidTo: Date | null;
  /** Orders of which something went back in [from, to). */
  refundedFrom: Date | null;
  refundedTo: Date | null;
  currency: Currency | null;
  /** Last row of the page before. */
  after: { createdAt: Date; id: string } | null;
  limit: number;
  now: Date;
};

export type ListedOrder = { order: Order; refundedMinor: bigint; paidAt: Date | null; isUnclear: boolean; createdByName: string | null };

const extras = z.object({
  refundedMinor: z.bigint(),
  paidAt: z.date().nullable(),
  isUnclear: z.boolean(),
  createdByName: z.string().nullable(),
});

/** `$2` is the present: a code that is surely dead while QFPay has said no more is unclear, like a call without an answer. */
const COLUMNS = `o.*,
  coalesce((SELECT sum(r."amountMinor") FROM "Refund" r WHERE r."orderId" = o."id" AND r."state" = 'refunded'), 0)::bigint AS "refundedMinor",
  paid."paydtm" AS "paidAt",
  o."state" = 'open' AND EXISTS (SELECT 1 FROM "Payment" p WHERE p."orderId" = o."id"
    AND (p."state" = 'submitted' OR (p."state" = 'awaiting' AND p."expiresAt" + interval '2 minutes' <= $2))) AS "isUnclear",
  (SELECT u."name" FROM "AuthUser" u WHERE u."id" = substr(o."createdBy", 7) AND o."createdBy" LIKE 'staff:%') AS "createdByName"`;

/** A page of orders, newest first, by keyset: as quick on the last page as on the first. */
export async function listOrders(sql: Sql, filter: OrderFilter): Promise<ListedOrder[]> {
  const where: string[] = [`o."accountId" = $1`];
  const params: unknown[] = [filter.accountId, filter.now];
  const also = (condition: (n: string) => string, value: unknown): void => {
    params.push(value);
    where.push(condition(`$${params.length}`));
  };
  if (filter.states.length > 0) also((n) => `o."state" = ANY(${n})`, [...filter.states]);
  if (filter.currency) also((n) => `o."currency" = ${n}`, filter.currency);
  if (filter.createdFrom) also((n) => `o."createdAt" >= ${n}`, filter.createdFrom);
  if (filter.createdTo) also((n) => `o."createdAt" < ${n}`, filter.createdTo);
  if (filter.paidFrom) also((n) => `paid."paydtm" >= ${n}`, filter.paidFrom);
  if (filter.paidTo) also((n) => `paid."paydtm" < ${n}`, filter.paidTo);
  if (filter.refundedFrom || filter.refundedTo) {
    params.push(filter.refundedFrom, filter.refundedTo);
    const [from, to] = [`$${params.length - 1}`, `$${params.length}`];
    where.push(`EXISTS (SELECT 1 FROM "Refund" r WHERE r."orderId" = o."id" AND r."state" = 'refunded'
      AND r."sysdtm" >= coalesce(${from}, '-infinity'::timestamptz) AND r."sysdtm" < coalesce(${to}, 'infinity'::timestamptz))`);
  }
  if (filter.search) {
    also(
      (n) => `(lower(o."number") LIKE ${n} OR o."id" IN (
        SELECT p."orderId" FROM "Payment" p WHERE p."accountId" = $1 AND (lower(p."outTradeNo") LIKE ${n} OR lower(p."syssn") LIKE ${n})
        UNION SELECT r."orderId" FROM "Refund" r WHERE r."accountId" = $1 AND (lower(r."outTradeNo") LIKE ${n} OR lower(r."syssn") LIKE ${n})))`,
      `${escapeLike(filter.search.toLowerCase())}%`,
    );
  }
  if (filter.after) {
    params.push(filter.after.createdAt, filter.after.id);
    where.push(`(o."createdAt", o."id") < ($${params.length - 1}, $${params.length})`);
  }
  params.push(filter.limit);
  const rows = await sql(
    `SELECT ${COLUMNS} FROM "Order" o LEFT JOIN "Payment" paid ON paid."id" = o."paidPaymentId"
     WHERE ${where.join(" AND ")} ORDER BY o."createdAt" DESC, o."id" DESC LIMIT $${params.length}`,
    params,
  );
  return rows.map(listedFromRow);
}

/** One order with what a list row shows of it. */
export async function listedOrder(sql: Sql, accountId: string, id: string, now: Date): Promise<ListedOrder | null> {
  const rows = await sql(
    `SELECT ${COLUMNS} FROM "Order" o LEFT JOIN "Payment" paid ON paid."id" = o."paidPaymentId" WHERE o."accountId" = $1 AND o."id" = $3`,
    [accountId, now, id],
  );
  return rows[0] ? listedFromRow(rows[0]) : null;
}

function listedFromRow(row: unknown): ListedOrder {
  return { order: orderFromRow(row), ...extras.parse(row) };
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
