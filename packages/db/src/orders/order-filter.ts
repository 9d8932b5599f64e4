import type { Currency } from "@tillbook/domain/money";
import type { OrderState } from "@tillbook/domain/orders";

/** A place in a list: everything after it is older. */
export type PlaceInList = { readonly at: Date; readonly id: string };

/** Which orders of an account a list shows. Spans are [from, to). */
export type OrderFilter = {
  readonly accountId: string;
  /** None means every state. */
  readonly states: readonly OrderState[];
  /** Start of an order number, outTradeNo or syssn, in any case. */
  readonly search: string | null;
  readonly createdFrom: Date | null;
  readonly createdTo: Date | null;
  readonly paidFrom: Date | null;
  readonly paidTo: Date | null;
  readonly refundedFrom: Date | null;
  readonly refundedTo: Date | null;
  readonly currency: Currency | null;
  /** Only those of which a person must decide something. */
  readonly needsPerson?: boolean;
  /** The last row of the page before. */
  readonly after: PlaceInList | null;
  readonly limit: number;
  readonly now: Date;
};

/** Values of one statement; each comes back as the `$n` that stands for it. */
export type Params = { readonly values: unknown[]; add(value: unknown): string };

/** `$1` is the account and `$2` the present, in every statement of a list. */
export function paramsOf(filter: Pick<OrderFilter, "accountId" | "now">): Params {
  const values: unknown[] = [filter.accountId, filter.now];
  return { values, add: (value) => `$${values.push(value)}` };
}

/** What is asked of the order `o` itself. */
export function conditionsOnOrder(filter: OrderFilter, params: Params): string[] {
  const where = [`o."accountId" = $1`];
  if (filter.states.length > 0) where.push(`o."state" = ANY(${params.add(filter.states)})`);
  if (filter.currency) where.push(`o."currency" = ${params.add(filter.currency)}`);
  if (filter.createdFrom) where.push(`o."createdAt" >= ${params.add(filter.createdFrom)}`);
  if (filter.createdTo) where.push(`o."createdAt" < ${params.add(filter.createdTo)}`);
  if (filter.needsPerson)
    where.push(`(SELECT true FROM "PaymentCase" c WHERE c."orderId" = o."id" AND c."closedAt" IS NULL LIMIT 1) IS NOT NULL`);
  return where;
}

/** What is asked of its refunds. */
export function conditionsOnRefunds(filter: OrderFilter, params: Params): string[] {
  if (!filter.refundedFrom && !filter.refundedTo) return [];
  return [`(SELECT true FROM "Refund" r WHERE r."orderId" = o."id" AND ${refundedWithin("r", filter, params)} LIMIT 1) IS NOT NULL`];
}

/** What is asked of its payments. */
export function conditionsOnPayments(filter: OrderFilter, params: Params): string[] {
  if (!filter.paidFrom && !filter.paidTo) return [];
  return [`(SELECT true FROM "Payment" p WHERE p."orderId" = o."id" AND ${paidWithin("p", filter, params)} LIMIT 1) IS NOT NULL`];
}

/** When a payment was paid, as the takings count it. */
export function paidAt(payment: string): string {
  return `coalesce(${payment}."paydtm", ${payment}."sysdtm")`;
}

export function paidWithin(payment: string, filter: OrderFilter, params: Params): string {
  const where = [`${payment}."accountId" = $1`, `${payment}."state" = 'paid'`];
  if (filter.paidFrom) where.push(`${paidAt(payment)} >= ${params.add(filter.paidFrom)}`);
  if (filter.paidTo) where.push(`${paidAt(payment)} < ${params.add(filter.paidTo)}`);
  return where.join(" AND ");
}

export function refundedWithin(refund: string, filter: OrderFilter, params: Params): string {
  const where = [`${refund}."accountId" = $1`, `${refund}."state" = 'refunded'`];
  if (filter.refundedFrom) where.push(`${refund}."sysdtm" >= ${params.add(filter.refundedFrom)}`);
  if (filter.refundedTo) where.push(`${refund}."sysdtm" < ${params.add(filter.refundedTo)}`);
  return where.join(" AND ");
}

/**
 * What comes after the page before, newest first, one more than is shown. Follows a WHERE that has a condition already. The limit stands
 * in the text, so that a plan made once for every page knows how few rows are wanted.
 */
export function newest(at: string, id: string, filter: Pick<OrderFilter, "after" | "limit">, params: Params): string {
  const { after, limit } = filter;
  const below = after ? `AND (${at}, ${id}) < (${params.add(after.at)}, ${params.add(after.id)})` : "";
  return `${below} ORDER BY ${at} DESC, ${id} DESC LIMIT ${limit + 1}`;
}
