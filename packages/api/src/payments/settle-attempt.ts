import type { KnownPayment } from "@tillbook/db/payments";
import { isOpen } from "@tillbook/domain/payments";
import type { CallOptions } from "@tillbook/qfpay/client";
import type { Context } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { heardOfClosing, recordObservation } from "../observations/index.ts";
import { askAboutPayments } from "./ask-about.ts";

/**
 * Brings an open attempt to its end where that can be done: asks, closes it at QFPay when it is unpaid, and asks again when the
 * closing is unclear or came too late. Answers the attempt as it is known then; it may still be open, and is then watched on. Our
 * clock alone ends nothing: while QFPay is silent, the customer may have paid in time.
 */
export async function settleAttempt(ctx: Context, payment: KnownPayment, options: CallOptions = {}): Promise<KnownPayment> {
  await askAboutPayments(ctx, [payment], options);
  const asked = await reread(ctx, payment);
  if (!isOpen(asked)) return asked;
  const answer = await ctx.qfpay.closePayment({ outTradeNo: asked.outTradeNo, amount: asked.amount, txdtm: asked.txdtm }, options);
  await recordObservation(ctx, heardOfClosing(answer, asked.outTradeNo));
  if (answer.kind !== "accepted") await askAboutPayments(ctx, [await reread(ctx, payment)], options); // it may have been paid meanwhile
  return reread(ctx, payment);
}

async function reread(ctx: Context, payment: KnownPayment): Promise<KnownPayment> {
  const known = await ctx.db.read.payments.byId(ctx.account.id, payment.id);
  if (!known) throw new AppError("not_found", `payment ${payment.id} is not known`);
  return known;
}
