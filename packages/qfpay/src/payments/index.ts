export { type ClosePayment, type ClosingAnswer, closePayment, closePaymentSchema, type PaymentClosed } from "./close-payment.ts";
export { type JsapiPayment, jsapiPaymentSchema, type QrPayment, qrPaymentSchema } from "./create-fields.ts";
export { createJsapiPayment, createQrPayment, type JsapiPaymentMade, type QrPaymentMade } from "./create-payment.ts";
export type { PayParams } from "./pay-params.ts";
