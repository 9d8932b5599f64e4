import { checked, type Echo, echoOf, textField } from "../fields/index.ts";
import type { Answer, Call, CallOptions, Gateway, Reading } from "../gateway/index.ts";
import { PATHS, PAY_TYPES, type PayType } from "../names/index.ts";
import type { JsonObject } from "../strict-json/index.ts";
import { commonParams, type JsapiPayment, jsapiPaymentSchema, type QrPayment, qrPaymentSchema } from "./create-fields.ts";
import { type PayParams, payParamsIn } from "./pay-params.ts";

/** An order that QFPay made: nobody has paid yet. `qrcode` is `weixin://…`, to be drawn, never handed out as a picture. */
export type QrPaymentMade = Echo & { readonly qrcode: string };
export type JsapiPaymentMade = Echo & { readonly payParams: PayParams };

/**
 * Makes a QR payment. Accepted means that the code can be shown, not that money moved.
 * Throws `InvalidRequest` before anything is sent.
 */
export async function createQrPayment(gateway: Gateway, asked: QrPayment, options?: CallOptions): Promise<Answer<QrPaymentMade>> {
  const { expiresInMinutes, isRmb, ...common } = checked(qrPaymentSchema, asked);
  const params = { ...commonParams(common), expired_time: expiresInMinutes?.toString(), rmb_tag: isRmb === true ? "Y" : undefined };
  return gateway.call(creation(PAY_TYPES.wechatQr, params, readQr), options);
}

/** Makes a payment inside WeChat for one payer. Accepted means that WeChat's cashier can be opened. Throws `InvalidRequest`. */
export async function createJsapiPayment(gateway: Gateway, asked: JsapiPayment, options?: CallOptions): Promise<Answer<JsapiPaymentMade>> {
  const { openid, ...common } = checked(jsapiPaymentSchema, asked);
  return gateway.call(creation(PAY_TYPES.wechatJsapi, { ...commonParams(common), sub_openid: openid }, readJsapi), options);
}

function creation<T>(payType: PayType, fields: Call<T>["params"], read: Call<T>["read"]): Call<T> {
  const params = { ...fields, pay_type: payType };
  const echoes = { out_trade_no: fields["out_trade_no"], txamt: fields["txamt"], txcurrcd: fields["txcurrcd"], pay_type: payType };
  return { operation: "create", method: "POST", path: PATHS.payment, params, echoes, read };
}

function readQr(fields: JsonObject): Reading<QrPaymentMade> {
  const qrcode = textField(fields, "qrcode");
  // Drawn as a QR for a customer to scan: only WeChat's own scheme may stand there.
  if (qrcode === null || !/^weixin:\/\/[\x21-\x7e]{1,500}$/.test(qrcode)) return { ok: false, field: "qrcode" };
  return { ok: true, value: { ...echoOf(fields), qrcode } };
}

function readJsapi(fields: JsonObject): Reading<JsapiPaymentMade> {
  const payParams = payParamsIn(fields);
  return payParams === null ? { ok: false, field: "pay_params" } : { ok: true, value: { ...echoOf(fields), payParams } };
}
