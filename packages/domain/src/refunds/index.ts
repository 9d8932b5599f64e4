export {
  type ApproveRefund,
  approveRefundSchema,
  type CreateRefund,
  createRefundSchema,
  type DeclineRefund,
  declineRefundSchema,
  type OneRefund,
  oneRefundSchema,
} from "./commands.ts";
export {
  type Check,
  type CheckName,
  type Finding,
  feasibility,
  needsApproval,
  type QfpayFlag,
  type RefundIdea,
  type RefusedCheck,
  refusalIn,
} from "./feasibility.ts";
export { hearRefund, nextRefundEnquiry, sentNow } from "./hear.ts";
export { placeOf, REFUND_PLACES, type RefundPlace } from "./place.ts";
export {
  advanceRefund,
  isAtQfpay,
  isRefundOpen,
  mayBeWithdrawn,
  type Refund,
  type RefundFact,
  type RefundState,
  type RefundStateName,
} from "./refund.ts";
export { type RefundRules, refundRulesSchema } from "./rules.ts";
export { afterRefusedAtNight, blackoutEnd, givesUpAt, nextTry, type Plan, sendingTime } from "./sending.ts";
export type { RefundStanding } from "./standing.ts";
