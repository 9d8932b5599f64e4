import type { KnownPayment } from "@tillbook/db/payments";
import type { Refund } from "@tillbook/domain/refunds";
import type { CallOptions } from "@tillbook/qfpay/client";
import type { Context } from "../context/index.ts";
import { heardOfRefundCall, recordObservation } from "../observations/index.ts";

/**
 * Sends a refund to QFPay under its own number, which never changes: QFPay refuses a number that it has seen, so a second sending
 * cannot give back twice. Sent again only after an enquiry found that QFPay does not know it.
 */
export async function sendRefund(ctx: Context, refund: Refund, payment: KnownPayment, options: CallOptions = {}): Promise<void> {
  if (payment.syssn === null) throw new Error(`payment ${payment.id} has no number at QFPay`);
  const answer = await ctx.qfpay.refundPayment(
    { syssn: payment.syssn, outTradeNo: refund.outTradeNo, amount: refund.amount, txdtm: refund.createdAt },
    options,
  );
  await recordObservation(ctx, heardOfRefundCall(answer, refund.outTradeNo));
}
