import { heardAbout } from "@tillbook/db/evidence";
import type { KnownPayment } from "@tillbook/db/payments";
import type { KnownRefund } from "@tillbook/db/refunds";
import type { Order } from "@tillbook/domain/orders";
import { type Context, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { moneyView } from "../orders/index.ts";
import type { EvidenceView } from "../views/index.ts";
import { changesAbout } from "./changes.ts";
import { clocksOf } from "./clocks.ts";
import { callView, deliveryView } from "./heard-views.ts";
import { type Bundle, letterEn, letterZhHant } from "./letter.ts";
import { questionsOn } from "./questions.ts";

/** A payment asked about for a day, with its refunds, stays well below it. */
const MOST_ENTRIES = 1_000;

/**
 * Everything that is known about one payment, as it may leave the house: no key, no signature beyond four characters, no id of a
 * person, and of QFPay's answers only fields that are known to be harmless. `not_found` when there is none or it is another merchant's.
 */
export async function readEvidence(ctx: Context, query: { paymentId: string }): Promise<EvidenceView> {
  requireRight(ctx.actor, "readNotifications");
  const payment = await ctx.db.read.payments.byId(ctx.account.id, query.paymentId);
  const order = payment && (await ctx.db.read.orders.byId(ctx.account.id, payment.orderId));
  if (!payment || !order) throw new AppError("not_found", "there is no such payment");
  const refunds = (await ctx.db.read.refunds.ofOrder(order.id)).filter(({ paymentId }) => paymentId === payment.id);
  const bundle = await bundleOf(ctx, order, payment, refunds);
  const scrub = await ctx.keys.scrubber();
  const letters = { en: letterEn(bundle), "zh-Hant": letterZhHant(bundle) };
  const clean: EvidenceView = JSON.parse(
    JSON.stringify({ ...bundle, letter: letters }, (_name, value: unknown) => (typeof value === "string" ? scrub(value) : value)),
  );
  return clean;
}

async function bundleOf(ctx: Context, order: Order, payment: KnownPayment, refunds: readonly KnownRefund[]): Promise<Bundle> {
  const now = ctx.clock.now();
  const numbers = [payment, ...refunds].flatMap(({ outTradeNo, syssn }) => [outTradeNo, syssn]).filter((number) => number !== null);
  const refundIds = refunds.map(({ id }) => id);
  const about = { accountId: ctx.account.id, paymentId: payment.id, refundIds, numbers, limit: MOST_ENTRIES + 1 };
  const [heard, cases, changes] = await Promise.all([
    heardAbout(ctx.db.read.sql, about),
    ctx.db.read.cases.ofOrder(order.id),
    changesAbout(ctx, order, payment, refunds),
  ]);
  const own = cases.filter(({ paymentId }) => paymentId === null || paymentId === payment.id);
  const kept = heard.slice(0, MOST_ENTRIES);
  const actors = [...changes.map(({ by }) => by), ...kept.map(({ actor }) => actor ?? ""), ...own.map(({ closedBy }) => closedBy ?? "")];
  const names = await ctx.db.read.accounts.namesOf(actors);
  const named = (actor: string): string => names.get(actor) ?? actor;
  const { name, appCode, mchid, environment, apiBase } = ctx.account;
  return {
    bundledAt: now.toISOString(),
    account: { name, appCodeEnding: appCode.slice(-4), mchid, environment, qfpay: new URL(apiBase).host },
    order: { id: order.id, number: order.number, state: order.state, amount: moneyView(order.amount) },
    payment: {
      id: payment.id,
      outTradeNo: payment.outTradeNo,
      syssn: payment.syssn,
      chnlsn: payment.chnlsn,
      payType: payment.payType,
      amount: moneyView(payment.amount),
      state: payment.state.at,
      counts: payment.id === order.paidPaymentId,
      respcd: payment.respcd,
      late: payment.late,
      enquiries: payment.enquiries,
    },
    clocks: clocksOf(order, payment, now),
    refunds: refunds.map((refund) => ({
      outTradeNo: refund.outTradeNo,
      syssn: refund.syssn,
      amount: moneyView(refund.amount),
      state: refund.state.at,
      respcd: refund.respcd,
      createdAt: refund.createdAt.toISOString(),
      sysdtm: refund.sysdtm?.toISOString() ?? null,
    })),
    changes: changes.map((change) => ({ ...change, by: named(change.by) })),
    cases: own.map(({ kind, openedAt, closedAt, resolution, closedBy }) => ({
      kind,
      openedAt: openedAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
      resolution,
      closedBy: closedBy === null ? null : named(closedBy),
    })),
    calls: kept.flatMap((entry) => (entry.source === "notification" ? [] : [callView(entry, entry.source)])),
    notifications: kept.filter(({ source }) => source === "notification").map((entry) => deliveryView(entry, named)),
    isCut: heard.length > MOST_ENTRIES,
    questions: questionsOn({ payment, refunds, cases: own, heard: kept, now }),
  };
}
