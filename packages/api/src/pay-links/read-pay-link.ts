import type { KnownPayment } from "@tillbook/db/payments";
import { standings } from "@tillbook/db/refunds";
import type { Money } from "@tillbook/domain/money";
import type { Order } from "@tillbook/domain/orders";
import { decidesAt, isOpen, isPayable } from "@tillbook/domain/payments";
import type { Context } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { ensureQr, REFRESH_BEFORE_MS } from "../payments/index.ts";

/** How the customer came: inside WeChat, in another browser on a phone, or on a bigger screen. */
export type Face = "wechat" | "phone" | "screen";

/** How an unclear payment is being cleared up. `isWithPerson`: the plan ended without an answer, and the shop looks into it. */
export type AskedPlan = { times: number; nextAt: Date | null; decidesAt: Date; isWithPerson: boolean };

/** Where the customer stands with a link: a pure view of what the server knows. */
export type PayLinkStep =
  | { at: "second_screen"; qrText: string; refreshesAt: Date }
  | { at: "preparing"; asked: AskedPlan | null }
  | { at: "open_in_wechat" }
  | { at: "ready" }
  | { at: "confirming"; since: Date; canRetry: boolean; asked: AskedPlan | null }
  | { at: "paid"; paidAt: Date; reference: string; refunded: Money | null; isTwice: boolean }
  | { at: "failed"; canRetry: boolean }
  | { at: "expired" | "cancelled" | "refused" };

/** After this long without news, an opening inside WeChat counts as left behind. */
const LEFT_BEHIND_MS = 15 * 60_000;

const UNPAID = "1143";

/** The step to show. Changes nothing and asks nobody. */
export async function readPayLink(ctx: Context, order: Order, face: Face): Promise<PayLinkStep> {
  const current = (await ctx.db.read.orders.byId(order.accountId, order.id)) ?? order;
  const payments = await ctx.db.read.payments.ofOrder(order.id);
  if (current.state === "paid") return paidStep(ctx, current, payments);
  if (current.state !== "open") return { at: current.state };
  if (current.expiresAt <= ctx.clock.now()) return { at: "expired" };
  switch (face) {
    case "phone":
      return { at: "open_in_wechat" };
    case "screen":
      return screenStep(payments, ctx.clock.now());
    case "wechat":
      return wechatStep(ctx, payments);
  }
}

/** As {@link readPayLink}, and sees to it that a second screen has a QR to show. Links that end meanwhile show that. */
export async function openPayLink(ctx: Context, order: Order, face: Face): Promise<PayLinkStep> {
  const step = await readPayLink(ctx, order, face);
  const needsQr = step.at === "preparing" || (step.at === "second_screen" && step.refreshesAt <= ctx.clock.now());
  if (face !== "screen" || !needsQr) return step;
  try {
    await ensureQr(ctx, order.id);
  } catch (error) {
    if (!(error instanceof AppError && error.code === "order_not_open")) throw error;
  }
  return readPayLink(ctx, order, face);
}

function screenStep(payments: readonly KnownPayment[], now: Date): PayLinkStep {
  const current = payments.find(isPayable);
  if (!current) return payments.at(-1)?.state.at === "failed" ? { at: "refused" } : { at: "preparing", asked: null };
  if (current.state.at !== "awaiting") return { at: "preparing", asked: planOf(current) };
  if (current.state.handover?.kind !== "qr") return { at: "preparing", asked: null };
  if (current.expiresAt <= now) return { at: "preparing", asked: planOf(current) }; // nobody can scan it any more, though QFPay has not said so yet
  return {
    at: "second_screen",
    qrText: current.state.handover.qrcode,
    refreshesAt: new Date(current.expiresAt.getTime() - REFRESH_BEFORE_MS),
  };
}

/** Whoever came back from WeChat is invited to pay again only where QFPay has just said that nobody has paid. */
async function wechatStep(ctx: Context, payments: readonly KnownPayment[]): Promise<PayLinkStep> {
  const last = payments.filter((payment) => payment.payType === "800207").at(-1);
  if (!last) return { at: "ready" };
  const now = ctx.clock.now();
  const isLeftBehind = now.getTime() - last.createdAt.getTime() > LEFT_BEHIND_MS;
  if (!isOpen(last)) return last.state.at === "failed" && !isLeftBehind ? { at: "failed", canRetry: true } : { at: "ready" };
  const isUnpaid = last.state.at === "awaiting" && (await ctx.db.read.observations.lastEnquiry(last.id))?.respcd === UNPAID;
  if (isUnpaid && isLeftBehind) return { at: "ready" };
  return { at: "confirming", since: last.createdAt, canRetry: isUnpaid, asked: planOf(last) };
}

function planOf(payment: KnownPayment): AskedPlan {
  const { enquiries: times, nextEnquiryAt: nextAt } = payment;
  return { times, nextAt, decidesAt: decidesAt(payment), isWithPerson: payment.needsPersonAt !== null };
}

async function paidStep(ctx: Context, order: Order, payments: readonly KnownPayment[]): Promise<PayLinkStep> {
  const counted = payments.find((payment) => payment.id === order.paidPaymentId);
  if (!counted || counted.sysdtm === null) throw new Error(`order ${order.id} is paid without a payment`);
  const back = (await ctx.db.read.refunds.ofOrder(order.id)).filter((refund) => refund.state.at === "refunded");
  const minor = back.reduce((sum, refund) => sum + refund.amount.minor, 0n);
  return {
    at: "paid",
    paidAt: counted.paydtm ?? counted.sysdtm,
    reference: counted.chnlsn ?? counted.outTradeNo,
    refunded: minor > 0n ? { minor, currency: order.amount.currency } : null,
    isTwice: await isPaidTwice(ctx, payments),
  };
}

/** Money came beside the payment that counts, and has not gone back. */
async function isPaidTwice(ctx: Context, payments: readonly KnownPayment[]): Promise<boolean> {
  const paid = payments.filter((payment) => payment.state.at === "paid").map(({ id }) => id);
  if (paid.length < 2) return false;
  const known = await standings(ctx.db.read.sql, paid);
  return known.filter(({ paid, refunded }) => refunded.minor < paid.minor).length > 1;
}
