import type { KnownPayment } from "@tillbook/db/payments";
import type { Money } from "@tillbook/domain/money";
import type { Order } from "@tillbook/domain/orders";
import { isPayable } from "@tillbook/domain/payments";
import type { Context } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { ensureQr, REFRESH_BEFORE_MS } from "../payments/index.ts";

/** How the customer came: inside WeChat, in another browser on a phone, or on a bigger screen. */
export type Face = "wechat" | "phone" | "screen";

/** Where the customer stands with a link: a pure view of what the server knows. */
export type PayLinkStep =
  | { at: "second_screen"; qrText: string; refreshesAt: Date }
  | { at: "preparing" }
  | { at: "open_in_wechat" }
  | { at: "ready" }
  | { at: "confirming"; since: Date; canRetry: boolean }
  | { at: "paid"; paidAt: Date; reference: string; refunded: Money | null }
  | { at: "failed"; canRetry: boolean }
  | { at: "expired" | "cancelled" | "refused" };

/** After this long without news, an opening inside WeChat counts as left behind. */
const LEFT_BEHIND_MS = 15 * 60_000;

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
      return wechatStep(payments, ctx.clock.now());
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
  if (!current) return payments.at(-1)?.state.at === "failed" ? { at: "refused" } : { at: "preparing" };
  if (current.state.at !== "awaiting" || current.state.handover?.kind !== "qr") return { at: "preparing" };
  if (current.expiresAt <= now) return { at: "preparing" }; // nobody can scan it any more, though QFPay has not said so yet
  return {
    at: "second_screen",
    qrText: current.state.handover.qrcode,
    refreshesAt: new Date(current.expiresAt.getTime() - REFRESH_BEFORE_MS),
  };
}

function wechatStep(payments: readonly KnownPayment[], now: Date): PayLinkStep {
  const last = payments.filter((payment) => payment.payType === "800207").at(-1);
  if (!last || now.getTime() - last.createdAt.getTime() > LEFT_BEHIND_MS) return { at: "ready" };
  if (last.state.at === "submitted") return { at: "confirming", since: last.createdAt, canRetry: false };
  if (last.state.at === "awaiting") return { at: "confirming", since: last.createdAt, canRetry: true };
  return last.state.at === "failed" ? { at: "failed", canRetry: true } : { at: "ready" };
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
  };
}

/** The customer is looking: an attempt that is open is asked about soon, whatever its plan said. */
export async function askSoon(ctx: Context, order: Order): Promise<void> {
  for (const payment of await ctx.db.read.payments.ofOrder(order.id)) {
    if (payment.nextEnquiryAt !== null) await ctx.db.read.payments.hasten(payment.id, ctx.clock.now());
  }
}
