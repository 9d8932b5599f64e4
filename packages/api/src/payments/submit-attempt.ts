import { type KnownPayment, newlyKnown } from "@tillbook/db/payments";
import type { Order } from "@tillbook/domain/orders";
import { isPayable, type Payment } from "@tillbook/domain/payments";
import type { PaymentContext } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { heardOfCreation, recordFirstWord } from "../observations/index.ts";
import { newAttempt, openingOf } from "./new-attempt.ts";

export type AttemptWay = { payType: "800201" } | { payType: "800207"; openid: string };

/**
 * Starts one attempt to collect an order. The payment is written as `submitted` before QFPay is called, so a crash leaves something to
 * ask about; whatever QFPay answers goes through the one door. Answers the attempt as the books know it then, or (`isNew` false) the
 * one that another caller started first. Refuses (`order_not_open`) when the order can no longer be paid.
 */
export async function submitAttempt(
  ctx: PaymentContext,
  orderId: string,
  way: AttemptWay,
): Promise<{ payment: KnownPayment; isNew: boolean }> {
  const started = await ctx.db.unitOfWork(async (tx) => {
    const order = await tx.orders.lock(ctx.account.id, orderId);
    const now = ctx.clock.now();
    if (!order || order.state !== "open" || order.expiresAt <= now)
      throw new AppError("order_not_open", "this order can no longer be paid");
    const payable = (await tx.payments.ofOrder(order.id)).find(isPayable);
    if (payable) return { order, payment: payable, isNew: false };
    const payment = newAttempt(order, way.payType, now);
    await tx.attempts.open([openingOf(ctx, payment)]);
    return { order, payment: newlyKnown(payment), isNew: true };
  });
  if (!started.isNew) return started;
  return { payment: await sendAttempt(ctx, started.order, started.payment, way), isNew: true };
}

/** Calls QFPay for an attempt that is written down and committed, and answers what the books know of it afterwards. */
export async function sendAttempt(ctx: PaymentContext, order: Order, payment: Payment, way: AttemptWay): Promise<KnownPayment> {
  const asked = {
    outTradeNo: payment.outTradeNo,
    amount: payment.amount,
    txdtm: payment.txdtm,
    ...(order.goodsName === null ? {} : { goodsName: order.goodsName }),
  };
  const answer =
    way.payType === "800201"
      ? await ctx.qfpay.createQrPayment({ ...asked, expiresInMinutes: order.attemptMinutes, isRmb: isHongKongInRmb(ctx, order) })
      : await ctx.qfpay.createJsapiPayment({ ...asked, openid: way.openid });
  const recorded = await recordFirstWord(ctx, heardOfCreation(answer, payment.outTradeNo), { order, payment });
  if (!recorded.payment) throw new Error(`payment ${payment.id} vanished`);
  return recorded.payment;
}

/** WeChat in Hong Kong takes RMB only when told so. docs/qfpay.md#currencies */
function isHongKongInRmb(ctx: PaymentContext, order: Order): boolean {
  return order.amount.currency === "CNY" && ctx.account.currencies.includes("HKD");
}
