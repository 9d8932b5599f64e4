import type { Closing } from "@tillbook/domain/staff";
import { z } from "zod";
import { amountSchema, checked, type Echo, echoOf, outTradeNoSchema, syssnSchema, udidSchema, wireTime } from "../fields/index.ts";
import { type Answer, type Call, type CallOptions, type Gateway, type Heard, nothingHeard } from "../gateway/index.ts";
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

/** `syssn` is the number of the closing itself, `origSyssn` the payment's. */
export type PaymentClosed = Echo;

/** `cannot`: this account's orders cannot be closed, so nothing was sent; the payment stays payable until its time is over. */
export type ClosingAnswer = Answer<PaymentClosed> | (Heard & { readonly kind: "cannot" });

/** The two calls and methods of which one serves an account. docs/qfpay.md#close */
const CLOSINGS = {
  "close POST": { method: "POST", path: PATHS.close },
  "close GET": { method: "GET", path: PATHS.close },
  "reversal POST": { method: "POST", path: PATHS.reversal },
  "reversal GET": { method: "GET", path: PATHS.reversal },
} as const satisfies Record<Exclude<Closing, "cannot">, Pick<Call<unknown>, "method" | "path">>;

/**
 * Asks QFPay to close an unpaid payment, the way this account's setting says. Accepted: nobody can pay it any more. Everything else
 * means "not known to be closed": enquire, and let the code expire. Throws `InvalidRequest`.
 */
export async function closePayment(gateway: Gateway, asked: ClosePayment, options?: CallOptions): Promise<ClosingAnswer> {
  const { syssn, outTradeNo, amount, txdtm, udid } = checked(closePaymentSchema, asked);
  const { closing } = gateway.account;
  if (closing === "cannot") return { kind: "cannot", ...nothingHeard(gateway.now()) };
  const txamt = amount.minor.toString();
  const call: Call<PaymentClosed> = {
    ...CLOSINGS[closing],
    operation: "close",
    params: { syssn, out_trade_no: outTradeNo, txamt, txdtm: wireTime(txdtm), udid },
    echoes: { out_trade_no: outTradeNo, orig_syssn: syssn, txamt, txcurrcd: amount.currency },
    read: (fields) => ({ ok: true, value: echoOf(fields) }),
  };
  return gateway.call(call, options);
}
