import { z } from "zod";
import type { Sql } from "../client/sql.ts";
import { type ListedOrder, listedFromRow, type OrderPageRows, pageOf, shownOf } from "./order-columns.ts";
import {
  conditionsOnOrder,
  conditionsOnPayments,
  conditionsOnRefunds,
  newest,
  type OrderFilter,
  type Params,
  type PlaceInList,
  paramsOf,
} from "./order-filter.ts";

/**
 * Up to `found` numbers that begin alike their orders are put in order of time. Of more, the newest orders are looked through instead,
 * `stretch` at a time and so many `stretches`, since of so many the next is seldom far.
 */
export type SearchEffort = { readonly found: number; readonly stretch: number; readonly stretches: number };
const EFFORT: SearchEffort = { found: 10_000, stretch: 10_000, stretches: 4 };

/**
 * Orders one of whose numbers begins so, newest first: their own number, or an outTradeNo or syssn of a payment or refund. A search for
 * very few signs ends when its effort is spent: then a page comes short and still has a next one.
 */
export async function searchOrders(sql: Sql, filter: OrderFilter, search: string, effort = EFFORT): Promise<OrderPageRows> {
  return (await amongFound(sql, filter, search, effort)) ?? lookThrough(sql, filter, search, effort);
}

/** The orders behind the numbers that begin so; null when they are too many. */
async function amongFound(sql: Sql, filter: OrderFilter, search: string, effort: SearchEffort): Promise<OrderPageRows | null> {
  const params = paramsOf(filter);
  // In a SELECT of its own it is asked once, whichever way the planner goes.
  const found = `(SELECT "orders_by_number"($1, ${params.add(search)}, ${effort.found}))::uuid[]`;
  const where = [...conditions(filter, params), `o."id" = ANY(${found})`].join(" AND ");
  const page = `SELECT o.*, o."createdAt" AS "at" FROM "Order" o WHERE ${where} ${newest(`o."createdAt"`, `o."id"`, filter, params)}`;
  const rows = await sql(shownOf(page), params.values);
  if (rows.length === 0 && (await areTooMany(sql, filter, search, effort))) return null;
  return pageOf(rows.map(listedFromRow), filter.limit);
}

const tooManyRow = z.object({ areTooMany: z.boolean() });

async function areTooMany(sql: Sql, { accountId }: OrderFilter, search: string, effort: SearchEffort): Promise<boolean> {
  const [row] = await sql(`SELECT "orders_by_number"($1, $2, ${effort.found}) IS NULL AS "areTooMany"`, [accountId, search]);
  return tooManyRow.parse(row).areTooMany;
}

async function lookThrough(sql: Sql, filter: OrderFilter, search: string, effort: SearchEffort): Promise<OrderPageRows> {
  const orders: ListedOrder[] = [];
  let { after } = filter;
  for (let look = 0; look < effort.stretches; look++) {
    orders.push(...(await inStretch(sql, { ...filter, after, limit: filter.limit - orders.length }, search, effort)));
    if (orders.length > filter.limit) return pageOf(orders, filter.limit);
    after = await endOfStretch(sql, { ...filter, after }, effort);
    if (after === null) return { orders, next: null };
  }
  return { orders, next: after };
}

async function inStretch(sql: Sql, filter: OrderFilter, search: string, effort: SearchEffort): Promise<ListedOrder[]> {
  const params = paramsOf(filter);
  const anyNumber = NUMBERS.map(({ table, order, number }) =>
    table === `"Order"`
      ? begins(`o.${number}`, search, params)
      : `(SELECT true FROM ${table} n WHERE n.${order} = o."id" AND ${begins(`n.${number}`, search, params)} LIMIT 1) IS NOT NULL`,
  ).join(" OR ");
  const where = [...conditions(filter, params), `(${anyNumber})`].join(" AND ");
  const page = `SELECT o.*, o."createdAt" AS "at" FROM (SELECT o.* FROM "Order" o ${stretch(filter, effort.stretch, params)}) o
    WHERE ${where} ORDER BY o."createdAt" DESC, o."id" DESC LIMIT ${filter.limit + 1}`;
  return (await sql(shownOf(page), params.values)).map(listedFromRow);
}

const placeRow = z.object({ at: z.date(), id: z.string() });

/** The last order of a stretch; null when the list ends within it. */
async function endOfStretch(sql: Sql, filter: OrderFilter, effort: SearchEffort): Promise<PlaceInList | null> {
  const params = paramsOf(filter);
  const text = `SELECT o."createdAt" AS "at", o."id", $2::timestamptz FROM "Order" o ${stretch(filter, 1, params)} OFFSET ${effort.stretch - 1}`;
  const [row] = await sql(text, params.values);
  return row ? placeRow.parse(row) : null;
}

function stretch(filter: OrderFilter, length: number, params: Params): string {
  const where = conditionsOnOrder({ ...filter, states: [], currency: null }, params).join(" AND ");
  return `WHERE ${where} ${newest(`o."createdAt"`, `o."id"`, { after: filter.after, limit: length - 1 }, params)}`;
}

function conditions(filter: OrderFilter, params: Params): string[] {
  return [...conditionsOnOrder(filter, params), ...conditionsOnPayments(filter, params), ...conditionsOnRefunds(filter, params)];
}

/** Where numbers stand, and how the order behind them is named there. */
const NUMBERS = [
  { table: `"Order"`, order: `"id"`, number: `"number"` },
  { table: `"Payment"`, order: `"orderId"`, number: `"outTradeNo"` },
  { table: `"Payment"`, order: `"orderId"`, number: `"syssn"` },
  { table: `"Refund"`, order: `"orderId"`, number: `"outTradeNo"` },
  { table: `"Refund"`, order: `"orderId"`, number: `"syssn"` },
] as const;

/** Whether a text begins so in any case: as a span in the order of the prefix indexes, which needs no wildcards and no planning anew. */
function begins(column: string, search: string, params: Params): string {
  const start = params.add(search);
  return `lower(${column}) ~>=~ lower(${start}) AND lower(${column}) ~<~ (lower(${start}) || U&'\\+10FFFF')`;
}
