import { currencySchema } from "@tillbook/domain/money";
import type { Sql } from "../client/sql.ts";
import { type ListedOrder, listedFromRow, type OrderPageRows, pageOf, shownOf } from "./order-columns.ts";
import {
  conditionsOnOrder,
  conditionsOnPayments,
  conditionsOnRefunds,
  newest,
  type OrderFilter,
  type Params,
  paidAt,
  paidWithin,
  paramsOf,
  refundedWithin,
} from "./order-filter.ts";
import { searchOrders } from "./order-search.ts";

/**
 * A page of orders by keyset, as quick on the last page as on the first. Newest first: by the time of payment when a span of payment
 * is asked for, else by the time of refund when one of refunds is, else by the time of making.
 */
export async function listOrders(sql: Sql, filter: OrderFilter): Promise<OrderPageRows> {
  if (filter.search) return searchOrders(sql, filter, filter.search);
  const params = paramsOf(filter);
  const rows = await sql(shownOf(wayOf(filter)(filter, params)), params.values);
  return pageOf(rows.map(listedFromRow), filter.limit);
}

/** One order with what a list row shows of it. */
export async function listedOrder(sql: Sql, accountId: string, id: string, now: Date): Promise<ListedOrder | null> {
  const one = `SELECT o.*, o."createdAt" AS "at" FROM "Order" o WHERE o."accountId" = $1 AND o."id" = $3`;
  const [row] = await sql(shownOf(one), [accountId, now, id]);
  return row ? listedFromRow(row) : null;
}

/** A subquery that finds a page's orders by an index that is in the list's own order. */
type Way = (filter: OrderFilter, params: Params) => string;

function wayOf(filter: OrderFilter): Way {
  if (filter.paidFrom || filter.paidTo) return byPayment;
  if (filter.refundedFrom || filter.refundedTo) return byRefund;
  if (filter.needsPerson) return byCase;
  return filter.states.length > 0 || filter.currency ? byStateOf : byTime;
}

const byTime: Way = (filter, params) =>
  `SELECT o.*, o."createdAt" AS "at" FROM "Order" o WHERE ${conditionsOnOrder(filter, params).join(" AND ")} ${newest(`o."createdAt"`, `o."id"`, filter, params)}`;

/** By the cases that are open, which are few whatever the number of orders. */
const byCase: Way = (filter, params) => {
  const cases = `SELECT DISTINCT c."orderId" AS "id" FROM "PaymentCase" c WHERE c."accountId" = $1 AND c."closedAt" IS NULL AND c."orderId" IS NOT NULL OFFSET 0`;
  const where = conditionsOnOrder({ ...filter, needsPerson: false }, params).join(" AND ");
  return `SELECT o.*, o."createdAt" AS "at" FROM (${cases}) c JOIN "Order" o ON o."id" = c."id" WHERE ${where} ${newest(`o."createdAt"`, `o."id"`, filter, params)}`;
};

const EVERY_STATE = ["open", "expired", "cancelled", "paid"] as const;

/** The newest of each state and currency by itself, then the newest of those: a rare one is not searched for among all others. */
const byStateOf: Way = (filter, params) => {
  const states = params.add(filter.states.length > 0 ? filter.states : EVERY_STATE);
  const currencies = params.add(filter.currency ? [filter.currency] : currencySchema.options);
  const where = [
    ...conditionsOnOrder({ ...filter, states: [], currency: null }, params),
    `o."state" = s."state"`,
    `o."currency" = c."currency"`,
  ].join(" AND ");
  return `SELECT o.* FROM unnest(${states}::text[]) s("state"), unnest(${currencies}::text[]) c("currency"), LATERAL (
      SELECT o.*, o."createdAt" AS "at" FROM "Order" o WHERE ${where} ${newest(`o."createdAt"`, `o."id"`, filter, params)}) o
    ORDER BY o."at" DESC, o."id" DESC LIMIT ${filter.limit + 1}`;
};

/** By an order's last payment in the span: of twins both are money, the order is shown once. */
const byPayment: Way = (filter, params) => {
  const later = `SELECT 1 FROM "Payment" l WHERE l."orderId" = p."orderId" AND ${paidWithin("l", filter, params)} AND (${paidAt("l")}, l."id") > (${paidAt("p")}, p."id")`;
  const where = [
    paidWithin("p", filter, params),
    `NOT EXISTS (${later})`,
    ...conditionsOnOrder(filter, params),
    ...conditionsOnRefunds(filter, params),
  ];
  return `SELECT o.*, ${paidAt("p")} AS "at" FROM "Payment" p JOIN "Order" o ON o."id" = p."orderId"
    WHERE ${where.join(" AND ")} ${newest(paidAt("p"), `p."orderId"`, filter, params)}`;
};

/** By an order's last refund in the span. */
const byRefund: Way = (filter, params) => {
  const later = `SELECT 1 FROM "Refund" l WHERE l."orderId" = r."orderId" AND ${refundedWithin("l", filter, params)} AND (l."sysdtm", l."id") > (r."sysdtm", r."id")`;
  const where = [
    refundedWithin("r", filter, params),
    `NOT EXISTS (${later})`,
    ...conditionsOnOrder(filter, params),
    ...conditionsOnPayments(filter, params),
  ];
  return `SELECT o.*, r."sysdtm" AS "at" FROM "Refund" r JOIN "Order" o ON o."id" = r."orderId"
    WHERE ${where.join(" AND ")} ${newest(`r."sysdtm"`, `r."orderId"`, filter, params)}`;
};
