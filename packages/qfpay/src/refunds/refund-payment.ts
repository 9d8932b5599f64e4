import { z } from "zod";
import {
  amountSchema,
  type CashInfo,
  cashInfoOf,
  checked,
  type Echo,
  echoOf,
  outTradeNoSchema,
  syssnSchema,
  udidSchema,
  wireTime,
} from "../fields/index.ts";
import type { Answer, CallOptions, Gateway } from "../gateway/index.ts";
import { PATHS } from "../names/index.ts";

/** A refund, whole or in part. `outTradeNo` is the refund's own new number, never the payment's. docs/qfpay.md#refunds */
export const refundSchema = z.object({
  /** The payment's number at QFPay. */
  syssn: syssnSchema,
  outTradeNo: outTradeNoSchema,
  amount: amountSchema,
  /** When the refund was asked for. */
  txdtm: z.date(),
  txzone: z.literal("+0800").optional(),
  udid: udidSchema.optional(),
});
export type RefundAsked = z.input<typeof refundSchema>;

/** A refund that QFPay carried out. `syssn` is the refund's own number, `origSyssn` the payment's. */
export type RefundDone = Echo & CashInfo;

/**
 * Asks for a refund. Pending and unknown are settled by enquiring under the refund's own number; it is never sent twice blindly.
 * `echo.syssn` names the refund in every outcome that QFPay gave a number to. Throws `InvalidRequest`.
 */
export async function refundPayment(gateway: Gateway, asked: RefundAsked, options?: CallOptions): Promise<Answer<RefundDone>> {
  const { syssn, outTradeNo, amount, txdtm, txzone, udid } = checked(refundSchema, asked);
  const txamt = amount.minor.toString();
  return gateway.call(
    {
      operation: "refund",
      method: "POST",
      path: PATHS.refund,
      params: { syssn, out_trade_no: outTradeNo, txamt, txdtm: wireTime(txdtm), txzone, udid },
      echoes: { out_trade_no: outTradeNo, orig_syssn: syssn, origssn: syssn, txamt, txcurrcd: amount.currency },
      read: (fields) => ({ ok: true, value: { ...echoOf(fields), ...cashInfoOf(fields) } }),
    },
    options,
  );
}
