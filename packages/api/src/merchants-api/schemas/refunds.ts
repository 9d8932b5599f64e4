import { freeText } from "@tillbook/domain/orders";
import { createRefundSchema, REFUND_PLACES } from "@tillbook/domain/refunds";
import { z } from "zod";
import type { RefundView } from "../../views/index.ts";
import { named, told } from "../published.ts";
import { amount, currency, cursor, EXAMPLE, id, instant, limit, pageOf } from "./common.ts";

const STATES = ["awaiting_approval", "queued", "submitted", "processing", "failed", "declined", "refunded"] as const;

export const refundSchema = named(
  "Refund",
  z.strictObject({
    id: id("refund"),
    orderId: id("order"),
    orderNumber: told(z.string(), "The order's short number."),
    paymentId: id("payment that it gives back from"),
    state: told(
      z.enum(STATES),
      "`awaiting_approval`: a second person decides. `queued`: decided, sent when its time comes. `submitted`, `processing`: with QFPay. `failed`, `declined`, `refunded` are final.",
    ),
    amount: amount("What is given back, in major units."),
    currency,
    reason: z.string(),
    outTradeNo: told(z.string(), "Its number at QFPay, which never changes."),
    waitsBecause: told(
      z.string().nullable(),
      "Why it is not sent yet: `blackout`, `earlier_refund`, `no_answer`, or QFPay's code for “not now”.",
    ),
    sendsAt: told(z.iso.datetime().nullable(), "When it is sent, or sent again."),
    respcd: told(z.string().nullable(), "QFPay's last code."),
    syssn: told(z.string().nullable(), "QFPay's number of the refund's own transaction."),
    sysdtm: told(z.iso.datetime().nullable(), "When QFPay made it: decides the settlement day."),
    decisionNote: told(z.string().nullable(), "What the second person wrote."),
    createdAt: instant("When it was asked for."),
  }),
  { description: "A request to give back part of a payment, or all of it." },
);

export const refundExample = {
  id: EXAMPLE.refundId,
  orderId: EXAMPLE.orderId,
  orderNumber: "7K2M-Q9FX",
  paymentId: EXAMPLE.paymentId,
  state: "processing",
  amount: "8.00",
  currency: "HKD",
  reason: "one cup was cold",
  outTradeNo: "R7K2MQ9FXA1B2C3D4E5F",
  waitsBecause: null,
  sendsAt: null,
  respcd: "1143",
  syssn: null,
  sysdtm: null,
  decisionNote: null,
  createdAt: EXAMPLE.at,
} as const;

export function refundBody(refund: RefundView): z.infer<typeof refundSchema> {
  return {
    id: refund.id,
    orderId: refund.order.id,
    orderNumber: refund.order.number,
    paymentId: refund.paymentId,
    state: refund.state,
    amount: refund.amount.amount,
    currency: refund.amount.currency,
    reason: refund.reason,
    outTradeNo: refund.outTradeNo,
    waitsBecause: refund.waits?.because ?? null,
    sendsAt: refund.waits?.nextSendAt ?? null,
    respcd: refund.respcd,
    syssn: refund.syssn,
    sysdtm: refund.sysdtm,
    decisionNote: refund.decided?.note ?? null,
    createdAt: refund.createdAt,
  };
}

export const refundPageSchema = pageOf("RefundPage", refundSchema);

const asked = createRefundSchema.shape;
export const newRefundSchema = named(
  "NewRefund",
  z.strictObject({
    paymentId: told(asked.paymentId, "The payment to give back from: `paidPaymentId` of the order, or a twin."),
    amount: told(asked.amount, "In major units of the payment's currency.", { examples: ["8.00"] }),
    reason: told(asked.reason, "For the books; the customer does not read it.", { examples: ["one cup was cold"] }),
  }),
  { description: "What is to be given back." },
);

export const refundFilterSchema = z.strictObject({
  place: told(
    z.enum(REFUND_PLACES).optional(),
    "Where it stands: with a second person, waiting for its time, with QFPay, done, or failed.",
  ),
  q: told(freeText(128).optional(), "The beginning of an order number, out_trade_no or syssn."),
  cursor,
  limit,
});
