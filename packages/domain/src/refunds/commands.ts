import { z } from "zod";
import { freeText } from "../orders/index.ts";

/** What staff ask for. Messages are fault words that screens translate. */
export const createRefundSchema = z.strictObject({
  requestId: z.uuid("not_a_uuid"),
  paymentId: z.uuid("not_a_uuid"),
  /** Major units as typed, in the payment's currency. */
  amount: z.string("required").max(20, "too_large"),
  reason: freeText(200).min(1, "required"),
});
export type CreateRefund = z.output<typeof createRefundSchema>;

/** One refund of the account. */
export const oneRefundSchema = z.strictObject({ refundId: z.uuid("not_a_uuid") });
export type OneRefund = z.output<typeof oneRefundSchema>;

/** A second person's yes, with a word on it if they like. */
export const approveRefundSchema = oneRefundSchema.extend({ note: freeText(200).optional() });
export type ApproveRefund = z.output<typeof approveRefundSchema>;

/** A second person's no, which says why. */
export const declineRefundSchema = oneRefundSchema.extend({ note: freeText(200).min(1, "required") });
export type DeclineRefund = z.output<typeof declineRefundSchema>;
