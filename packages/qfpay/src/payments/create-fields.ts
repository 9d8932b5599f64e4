import { z } from "zod";
import {
  amountSchema,
  expiresInMinutesSchema,
  goodsNameSchema,
  goodsTextSchema,
  notifyUrlSchema,
  openidSchema,
  outTradeNoSchema,
  realNameSchema,
  udidSchema,
  wireTime,
} from "../fields/index.ts";
import { LIMIT_PAY_NO_CREDIT } from "../names/index.ts";
import { signableJson } from "../signing/index.ts";

const commonFields = {
  outTradeNo: outTradeNoSchema,
  amount: amountSchema,
  /** When the order was made; sent as wall-clock at UTC+8. */
  txdtm: z.date(),
  /** States the zone that `txdtm` is always written in; QFPay assumes it anyway. */
  txzone: z.literal("+0800").optional(),
  goodsName: goodsNameSchema.optional(),
  goodsInfo: goodsTextSchema.optional(),
  goodsDetail: goodsTextSchema.optional(),
  udid: udidSchema.optional(),
  notifyUrl: notifyUrlSchema.optional(),
  limitPay: z.literal(LIMIT_PAY_NO_CREDIT).optional(),
  /** WeChat's real-name check; Mainland payers only, and only where activated. */
  realName: realNameSchema.optional(),
};

/** A QR payment (800201). docs/qfpay.md#payment */
export const qrPaymentSchema = z
  .object({
    ...commonFields,
    expiresInMinutes: expiresInMinutesSchema.optional(),
    /** Hong Kong WeChat in RMB; the amount is then CNY. */
    isRmb: z.boolean().optional(),
  })
  .refine((asked) => asked.isRmb !== true || asked.amount.currency === "CNY", { path: ["isRmb"], message: "needs an amount in CNY" });
export type QrPayment = z.input<typeof qrPaymentSchema>;

/** A payment inside WeChat (800207). docs/qfpay.md#jsapi */
export const jsapiPaymentSchema = z.object({
  ...commonFields,
  /** The payer's openid, fetched for this attempt and used once. */
  openid: openidSchema,
});
export type JsapiPayment = z.input<typeof jsapiPaymentSchema>;

/** Wire parameters that both payment types share. */
export function commonParams(asked: Omit<JsapiPayment, "openid">): Record<string, string | undefined> {
  return {
    txamt: asked.amount.minor.toString(),
    txcurrcd: asked.amount.currency,
    out_trade_no: asked.outTradeNo,
    txdtm: wireTime(asked.txdtm),
    txzone: asked.txzone,
    goods_name: asked.goodsName,
    goods_info: asked.goodsInfo,
    goods_detail: asked.goodsDetail,
    udid: asked.udid,
    notify_url: asked.notifyUrl,
    limit_pay: asked.limitPay,
    extend_info: asked.realName && signableJson({ user_creid: asked.realName.idNumber, user_truename: asked.realName.name }),
  };
}
