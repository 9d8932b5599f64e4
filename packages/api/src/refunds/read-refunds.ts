import { countRefunds, type ListedRefund, listedRefund, listRefunds } from "@tillbook/db/refunds";
import { parseAmount } from "@tillbook/domain/money";
import { freeText } from "@tillbook/domain/orders";
import { type OneRefund, REFUND_PLACES } from "@tillbook/domain/refunds";
import { z } from "zod";
import { pageUpTo, readPlace, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { moneyView, timelineOf } from "../orders/index.ts";
import type { FeasibilityView, RefundCounts, RefundDetail, RefundPage } from "../views/index.ts";
import { lookAtRefund } from "./look-at.ts";
import { checkView, refundView, standingView } from "./refund-view.ts";
import { type DecidingContext, planOf } from "./rules.ts";

const DAY_MS = 24 * 60 * 60_000;

export const listRefundsSchema = z.strictObject({
  place: z.enum(REFUND_PLACES).optional(),
  q: freeText(128).optional(),
  cursor: z.string().max(200).nullish(),
  limit: z.int().min(1).max(100).default(50),
});

/** A page of the account's refunds, newest first. The cursor is opaque; a forged one is refused as invalid input. */
export async function readRefunds(ctx: DecidingContext, query: z.output<typeof listRefundsSchema>): Promise<RefundPage> {
  requireRight(ctx.actor, "readOrders");
  const rows = await listRefunds(ctx.db.read.sql, {
    accountId: ctx.account.id,
    place: query.place ?? null,
    search: query.q || null,
    after: query.cursor ? readPlace(query.cursor) : null,
    limit: query.limit + 1,
  });
  const { items, nextCursor } = pageUpTo(query.limit, rows, ({ createdAt: at, id }) => ({ at, id }));
  const names = await namesIn(ctx, items);
  return { items: items.map((refund) => refundView(ctx, refund, names)), nextCursor };
}

/** One refund with its history, and whether it could be made now while somebody still decides. */
export async function readRefund(ctx: DecidingContext, query: OneRefund): Promise<RefundDetail> {
  requireRight(ctx.actor, "readOrders");
  const refund = await listedRefund(ctx.db.read.sql, ctx.account.id, query.refundId);
  const payment = refund && (await ctx.db.read.payments.byId(ctx.account.id, refund.paymentId));
  if (!payment) throw new AppError("not_found", "there is no such refund");
  const [heard, changes, deeds] = await Promise.all([
    ctx.db.read.observations.ofRefund(refund.id),
    ctx.db.read.observations.changesOf(refund.id),
    ctx.db.read.audit.of([refund.id]),
  ]);
  const isAsked = refund.state.at === "awaiting_approval";
  const looked = await lookAtRefund(ctx, ctx.db.read, { payment, amount: refund.amount, except: refund.id, withTakings: isAsked });
  const names = await namesIn(ctx, [refund], [...changes, ...deeds]);
  return {
    ...refundView(ctx, refund, names),
    standing: standingView(looked.standing),
    checks: isAsked ? looked.checks.map(checkView) : [],
    maximumAgeDays: planOf(ctx).rules.maximumAgeDays,
    timeline: timelineOf(heard, changes, deeds, names),
  };
}

/** How many refunds wait for a second person, wait for their time, are with QFPay, or failed in the last week. */
export async function readRefundCounts(ctx: DecidingContext): Promise<RefundCounts> {
  requireRight(ctx.actor, "readOrders");
  return countRefunds(ctx.db.read.sql, ctx.account.id, new Date(ctx.clock.now().getTime() - 7 * DAY_MS));
}

export const readFeasibilitySchema = z.strictObject({
  paymentId: z.uuid("not_a_uuid"),
  /** Major units as typed; all that is left when it is not given. */
  amount: z.string().max(20, "too_large").optional(),
});

/** Whether so much of a payment can be given back now, and what it would wait for: said before anybody asks for it. */
export async function readFeasibility(ctx: DecidingContext, query: z.output<typeof readFeasibilitySchema>): Promise<FeasibilityView> {
  requireRight(ctx.actor, "refund");
  const payment = await ctx.db.read.payments.byId(ctx.account.id, query.paymentId);
  if (!payment) throw new AppError("not_found", "there is no such payment");
  const read = query.amount === undefined ? null : parseAmount(query.amount, payment.amount.currency);
  if (read && !read.ok) throw new AppError("invalid_input", `amount: ${read.fault}`, { fields: [{ field: "amount", fault: read.fault }] });
  const { standing, checks } = await lookAtRefund(ctx, ctx.db.read, {
    payment,
    amount: read?.amount ?? null,
    except: null,
    withTakings: true,
  });
  return {
    paymentId: payment.id,
    amount: moneyView(read?.amount ?? standing.refundable),
    standing: standingView(standing),
    checks: checks.map(checkView),
    maximumAgeDays: planOf(ctx).rules.maximumAgeDays,
  };
}

type Acted = { readonly actor: string };

function namesIn(
  ctx: DecidingContext,
  refunds: readonly ListedRefund[],
  acts: readonly Acted[] = [],
): Promise<ReadonlyMap<string, string>> {
  const people = refunds.flatMap(({ requestedBy, decidedBy }) => (decidedBy === null ? [requestedBy] : [requestedBy, decidedBy]));
  return ctx.db.read.accounts.namesOf([...people, ...acts.map(({ actor }) => actor)]);
}
