import type { Opening } from "@tillbook/db/payments";
import type { Order } from "@tillbook/domain/orders";
import { nextEnquiry, type Payment, type PayType } from "@tillbook/domain/payments";
import { PAY_TYPES } from "@tillbook/qfpay/names";
import { actorName, type NewsContext } from "../context/index.ts";
import { newId, newOutTradeNo } from "../orders/index.ts";
import { CALL_MAY_RUN_MS } from "./patience.ts";

const MINUTE_MS = 60_000;
/** WeChat's own prepay_id lives two hours; QFPay takes no expiry for payments inside WeChat. docs/qfpay.md#jsapi */
const JSAPI_LIFE_MS = 120 * MINUTE_MS;

/** An attempt at an order as it is before QFPay is called, with a number of its own. */
export function newAttempt(order: Order, payType: PayType, now: Date): Payment {
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

/** What is written down of an attempt before QFPay is called. */
export function openingOf(ctx: NewsContext, payment: Payment): Opening {
  const { id, accountId, orderId, createdAt: at } = payment;
  const actor = actorName(ctx.actor);
  return {
    payment,
    changes: [{ accountId, subject: "payment", subjectId: id, before: null, after: "submitted", actor, observationId: null, at }],
    deeds: [],
    announce: { accountId, orderId, topic: "order" },
  };
}
