import { currencySchema, money } from "@tillbook/domain/money";
import { type Order, type OrderState } from "@tillbook/domain/orders";
import pg from "pg";
import { z } from "zod";
import { insertion } from "../client/rows.ts";
import type { Sql } from "../client/sql.ts";
import type { Statement } from "../client/statement.ts";

const orderRow = z.object({
  id: z.string(),
  accountId: z.string(),
  number: z.string(),
  requestId: z.string(),
  amountMinor: z.bigint(),
  currency: currencySchema,
  goodsName: z.string().nullable(),
  note: z.string().nullable(),
  face: z.enum(["qr", "link"]),
  linkToken: z.string(),
  state: z.enum(["open", "expired", "cancelled", "paid"]),
  expiresAt: z.date(),
  attemptMinutes: z.int(),
  paidPaymentId: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.date(),
});

/** The columns that {@link orderFromRow} reads. */
export const ORDER_COLUMNS: readonly string[] = Object.keys(orderRow.shape);

/** A database row as an order. */
export function orderFromRow(row: unknown): Order {
  const { amountMinor, currency, ...rest } = orderRow.parse(row);
  return { ...rest, amount: money(amountMinor, currency) };
}

/** Orders, always within one merchant account but for the two ways in that have no account yet: a link's token and the clock. */
export type Orders = ReturnType<typeof ordersOn>;

export function ordersOn(sql: Sql) {
  const one = (rows: unknown[]): Order | null => (rows[0] ? orderFromRow(rows[0]) : null);
  const byRequest = async (accountId: string, requestId: string): Promise<Order | null> =>
    one(await sql(`SELECT * FROM "Order" WHERE "accountId" = $1 AND "requestId" = $2`, [accountId, requestId]));
  return {
    /** Inserts a new order; answers the existing one when this request was made before (same account and requestId). */
    async insert(order: Order): Promise<{ order: Order; isNew: boolean }> {
      const { text, params } = ordersInsertion([order]);
      const fresh = one(await sql(`${text} ON CONFLICT ("accountId","requestId") DO NOTHING RETURNING *`, params));
      if (fresh) return { order: fresh, isNew: true };
      const before = await byRequest(order.accountId, order.requestId);
      if (!before) throw new Error(`order ${order.requestId} is neither new nor known`);
      return { order: before, isNew: false };
    },
    /** The order that a request made. */
    byRequest,
    async byId(accountId: string, id: string): Promise<Order | null> {
      return one(await sql(`SELECT * FROM "Order" WHERE "accountId" = $1 AND "id" = $2`, [accountId, id]));
    },
    /** Those of some orders that are open. */
    async openAmong(accountId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
      const rows = await sql<{ id: string }>(`SELECT "id" FROM "Order" WHERE "accountId" = $1 AND "id" = ANY($2) AND "state" = 'open'`, [
        accountId,
        [...new Set(ids)],
      ]);
      return new Set(rows.map(({ id }) => id));
    },
    /** The order's row is the lock for everything below it: attempts, refunds, counted payment. */
    async lock(accountId: string, id: string): Promise<Order | null> {
      return one(await sql(`SELECT * FROM "Order" WHERE "accountId" = $1 AND "id" = $2 FOR UPDATE`, [accountId, id]));
    },
    async byLinkToken(token: string): Promise<Order | null> {
      return one(await sql(`SELECT * FROM "Order" WHERE "linkToken" = $1`, [token]));
    },
    /** Moves an order from the state it is expected in; false when somebody else moved it first. */
    async move(order: Order, to: OrderState, at: Date, paidPaymentId: string | null): Promise<boolean> {
      const moved = await sql(
        `UPDATE "Order" SET "state" = $3, "stateAt" = $4, "paidPaymentId" = $5 WHERE "id" = $1 AND "state" = $2 RETURNING "id"`,
        [order.id, order.state, to, at, paidPaymentId],
      );
      return moved.length === 1;
    },
    /** Open orders whose time is over, oldest first. */
    async pastExpiry(now: Date, limit: number): Promise<Order[]> {
      const rows = await sql(`SELECT * FROM "Order" WHERE "state" = 'open' AND "expiresAt" <= $1 ORDER BY "expiresAt" LIMIT $2`, [
        now,
        limit,
      ]);
      return rows.map(orderFromRow);
    },
  };
}

const NEW_ORDER = {
  id: "uuid",
  accountId: "uuid",
  number: "text",
  requestId: "text",
  amountMinor: "bigint",
  currency: "text",
  goodsName: "text",
  note: "text",
  face: "text",
  linkToken: "text",
  state: "text",
  stateAt: "timestamptz",
  expiresAt: "timestamptz",
  attemptMinutes: "int",
  createdBy: "text",
  createdAt: "timestamptz",
} as const;

/** The statement that writes new orders. */
export function ordersInsertion(orders: readonly Order[]): Statement {
  const rows = orders.map(({ amount, paidPaymentId: _none, ...order }) => ({
    ...order,
    amountMinor: amount.minor.toString(),
    currency: amount.currency,
    stateAt: order.createdAt,
  }));
  return insertion("Order", NEW_ORDER, rows);
}

/** Whether a write failed because this request (account and requestId) made an order before. */
export function wasRequestedBefore(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.constraint === "Order_accountId_requestId_key";
}
