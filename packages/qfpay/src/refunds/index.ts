export { type RefundAsked, type RefundDone, refundPayment, refundSchema } from "./refund-payment.ts";
