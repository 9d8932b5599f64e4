import type { KnownPayment } from "@tillbook/db/payments";
import { isOpen } from "@tillbook/domain/payments";
import type { CallOptions } from "@tillbook/qfpay/client";
import type { PaymentContext } from "../context/index.ts";
import { heardOfClosing, recordObservation } from "../observations/index.ts";
import { askAboutPayments } from "./ask-about.ts";
import type { Asked } from "./asked.ts";

/**
 * Brings an open attempt to its end where that can be done: asks, closes it at QFPay when nobody has paid it, and asks again when the
 * closing is unclear or came too late. Answers the attempt as it is known then, and what QFPay said last; it may still be open, and is
 * then watched on. Our clock alone ends nothing: while QFPay is silent, the customer may have paid in time.
 */
export async function settleAttempt(ctx: PaymentContext, payment: KnownPayment, options: CallOptions = {}): Promise<Asked> {
  const asked = await askAboutOne(ctx, payment, options);
  if (asked.said !== "unpaid" || !isOpen(asked.payment)) return asked;
  const closed = await closeUnpaid(ctx, asked.payment, options);
  if (closed === "cannot") return asked;
  return isOpen(closed) ? askAboutOne(ctx, closed, options) : { payment: closed, said: "said" }; // it may have been paid meanwhile
}

/**
 * Closes at QFPay what it just called unpaid; nothing else may be, since `/reversal` gives money back where some has come.
 * @returns the attempt as it is known then, or `cannot` where this account's orders cannot be closed: nothing was sent
 */
export async function closeUnpaid(ctx: PaymentContext, payment: KnownPayment, options: CallOptions = {}): Promise<KnownPayment | "cannot"> {
  const { outTradeNo, amount, txdtm } = payment;
  const answer = await ctx.qfpay.closePayment({ outTradeNo, amount, txdtm }, options);
  if (answer.kind === "cannot") return "cannot";
  return (await recordObservation(ctx, heardOfClosing(answer, outTradeNo))).payment ?? payment;
}

async function askAboutOne(ctx: PaymentContext, payment: KnownPayment, options: CallOptions): Promise<Asked> {
  return (await askAboutPayments(ctx, [payment], options)).get(payment.id) ?? { payment, said: "silent" };
}
