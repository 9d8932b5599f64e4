import { type ListedOrder, listedOrder, listOrders } from "@tillbook/db/orders";
import { currencySchema, formatMajor, type Money } from "@tillbook/domain/money";
import { freeText } from "@tillbook/domain/orders";
import { z } from "zod";
import { type Context, readPlace, requireRight, writePlace } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import type { MoneyView, OrderPage, OrderRow } from "../views/index.ts";

const instant = z.iso.datetime({ offset: true, error: "not_a_time" }).transform((text) => new Date(text));

export const listOrdersSchema = z.strictObject({
  states: z
    .array(z.enum(["open", "expired", "cancelled", "paid"]))
    .max(4)
    .default([]),
  q: freeText(128).optional(),
  createdFrom: instant.optional(),
  createdTo: instant.optional(),
  paidFrom: instant.optional(),
  paidTo: instant.optional(),
  refundedFrom: instant.optional(),
  refundedTo: instant.optional(),
  currency: currencySchema.optional(),
  /** Only those of which a person must decide something. */
  needsPerson: z.boolean().optional(),
  cursor: z.string().max(200).nullish(),
  limit: z.int().min(1).max(100).default(50),
});

/**
 * A page of the account's orders, newest first: by payment or refund where a span of those is asked for, else by making. The cursor is
 * opaque and belongs to its query; a forged one is refused as invalid input. A search for very few signs may come short and go on.
 */
export async function readOrders(ctx: Context, query: z.output<typeof listOrdersSchema>): Promise<OrderPage> {
  requireRight(ctx.actor, "readOrders");
  const { orders, next } = await listOrders(ctx.db.read.sql, {
    accountId: ctx.account.id,
    states: query.states,
    search: query.q || null,
    createdFrom: query.createdFrom ?? null,
    createdTo: query.createdTo ?? null,
    paidFrom: query.paidFrom ?? null,
    paidTo: query.paidTo ?? null,
    refundedFrom: query.refundedFrom ?? null,
    refundedTo: query.refundedTo ?? null,
    currency: query.currency ?? null,
    needsPerson: query.needsPerson ?? false,
    after: query.cursor ? readPlace(query.cursor) : null,
    limit: query.limit,
    now: ctx.clock.now(),
  });
  return { items: orders.map(rowView), nextCursor: next && writePlace(next) };
}

/** One order as a list shows it, or `not_found`: another account's order and none at all look alike. */
export async function readListedOrder(ctx: Context, orderId: string): Promise<ListedOrder> {
  const listed = await listedOrder(ctx.db.read.sql, ctx.account.id, orderId, ctx.clock.now());
  if (!listed) throw new AppError("not_found", "there is no such order");
  return listed;
}

export function rowView(listed: ListedOrder): OrderRow {
  const { order } = listed;
  return {
    id: order.id,
    number: order.number,
    face: order.face,
    state: order.state,
    amount: moneyView(order.amount),
    refunded: moneyView({ minor: listed.refundedMinor, currency: order.amount.currency }),
    goodsName: order.goodsName,
    createdAt: order.createdAt.toISOString(),
    paidAt: listed.paidAt?.toISOString() ?? null,
    createdBy: listed.createdByName ?? order.createdBy,
    isUnclear: listed.isUnclear,
    needsPerson: listed.needsPerson,
    late: listed.late,
    isPaidTwice: listed.isPaidTwice,
  };
}

export function moneyView(amount: Money): MoneyView {
  return { amount: formatMajor(amount), currency: amount.currency };
}
