import { announce } from "@tillbook/db/client";
import type { KnownPayment } from "@tillbook/db/payments";
import type { Order } from "@tillbook/domain/orders";
import { isPayable, nextEnquiry, type Payment, type PayType } from "@tillbook/domain/payments";
import { PAY_TYPES } from "@tillbook/qfpay/names";
import { type Context } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { heardOfCreation, recordObservation } from "../observations/index.ts";
import { newId, newOutTradeNo } from "../orders/index.ts";
import { CALL_MAY_RUN_MS } from "./patience.ts";

const MINUTE_MS = 60_000;
/** WeChat's own prepay_id lives two hours; QFPay takes no expiry for payments inside WeChat. docs/qfpay.md#jsapi */
const JSAPI_LIFE_MS = 120 * MINUTE_MS;

export type AttemptWay = { payType: "800201" } | { payType: "800207"; openid: string };

/**
 * Starts one attempt to collect an order. The payment is written as `submitted` before QFPay is called, so a crash leaves something to
 * ask about; whatever QFPay answers goes through the one door. Answers the attempt as the books know it then, or (`isNew` false) the
 * one that another caller started first. Refuses (`order_not_open`) when the order can no longer be paid.
 */
export async function submitAttempt(ctx: Context, orderId: string, way: AttemptWay): Promise<{ payment: KnownPayment; isNew: boolean }> {
  const started = await ctx.db.unitOfWork(async (tx) => {
    const order = await tx.orders.lock(ctx.account.id, orderId);
    const now = ctx.clock.now();
    if (!order || order.state !== "open" || order.expiresAt <= now)
      throw new AppError("order_not_open", "this order can no longer be paid");
    const payable = (await tx.payments.ofOrder(order.id)).find(isPayable);
    if (payable) return { order, payment: payable, isNew: false };
    const payment = newAttempt(order, way.payType, now);
    await tx.payments.insert(payment);
    await tx.observations.insertChange({
      accountId: order.accountId,
      subject: "payment",
      subjectId: payment.id,
      before: null,
      after: "submitted",
      actor: "system",
      observationId: null,
      at: now,
    });
    await announce(tx.sql, { accountId: order.accountId, orderId: order.id, topic: "order" });
    return { order, payment, isNew: true };
  });
  if (started.isNew) await send(ctx, started.order, started.payment, way); // after commit: QFPay is never called inside a transaction
  const known = await ctx.db.read.payments.byId(ctx.account.id, started.payment.id);
  if (!known) throw new Error(`payment ${started.payment.id} vanished`);
  return { payment: known, isNew: started.isNew };
}

async function send(ctx: Context, order: Order, payment: Payment, way: AttemptWay): Promise<void> {
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
  await recordObservation(ctx, heardOfCreation(answer, payment.outTradeNo));
}

/** WeChat in Hong Kong takes RMB only when told so. docs/qfpay.md#currencies */
function isHongKongInRmb(ctx: Context, order: Order): boolean {
  return order.amount.currency === "CNY" && ctx.account.currencies.includes("HKD");
}

function newAttempt(order: Order, payType: PayType, now: Date): Payment {
  const life = payType === PAY_TYPES.wechatQr ? order.attemptMinutes * MINUTE_MS : JSAPI_LIFE_MS;
  const payment = {
    id: newId(),
    accountId: order.accountId,
    orderId: order.id,
    outTradeNo: newOutTradeNo("payment", order.number),
    payType,
    amount: order.amount,
    state: { at: "submitted" },
    txdtm: now,
    expiresAt: new Date(now.getTime() + life),
    supersededAt: null,
    nextEnquiryAt: null,
    enquiries: 0,
    createdAt: now,
  } as const satisfies Payment;
  // The first enquiry comes once the call itself must have ended, so that the two do not race.
  return { ...payment, nextEnquiryAt: new Date(Math.max(nextEnquiry(payment, now)?.getTime() ?? 0, now.getTime() + CALL_MAY_RUN_MS)) };
}
