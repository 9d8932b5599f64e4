import { z } from "zod";
import { amountSchema, checked, type Echo, echoOf, outTradeNoSchema, syssnSchema, udidSchema, wireTime } from "../fields/index.ts";
import type { Answer, Call, CallOptions, Gateway } from "../gateway/index.ts";
import { PATHS } from "../names/index.ts";

/** An unpaid payment to be made unpayable, named by QFPay's number or ours; amount and `txdtm` are those it was made with. */
export const closePaymentSchema = z
  .object({
    syssn: syssnSchema.optional(),
    outTradeNo: outTradeNoSchema.optional(),
    amount: amountSchema,
    txdtm: z.date(),
    udid: udidSchema.optional(),
  })
  .refine((asked) => asked.syssn !== undefined || asked.outTradeNo !== undefined, { path: ["syssn"], message: "syssn or outTradeNo" });
export type ClosePayment = z.input<typeof closePaymentSchema>;

/** Which of the two endpoints, and how: documents disagree, so both can be chosen. docs/qfpay.md#close */
export type CloseOptions = CallOptions & { readonly path?: "close" | "reversal"; readonly method?: "GET" | "POST" };

/** `syssn` is the number of the closing itself, `origSyssn` the payment's. */
export type PaymentClosed = Echo;

/**
 * Asks QFPay to close an unpaid payment. Accepted: nobody can pay it any more. Everything else means "not known to be
 * closed": enquire, and let the code expire. Some channels cannot close at all. Throws `InvalidRequest`.
 */
export async function closePayment(gateway: Gateway, asked: ClosePayment, options?: CloseOptions): Promise<Answer<PaymentClosed>> {
  const { syssn, outTradeNo, amount, txdtm, udid } = checked(closePaymentSchema, asked);
  const txamt = amount.minor.toString();
  const call: Call<PaymentClosed> = {
    operation: "close",
    method: options?.method ?? gateway.account.closeMethod,
    path: PATHS[options?.path ?? "close"],
    params: { syssn, out_trade_no: outTradeNo, txamt, txdtm: wireTime(txdtm), udid },
    echoes: { out_trade_no: outTradeNo, orig_syssn: syssn, txamt, txcurrcd: amount.currency },
    read: (fields) => ({ ok: true, value: echoOf(fields) }),
  };
  return gateway.call(call, options);
}
