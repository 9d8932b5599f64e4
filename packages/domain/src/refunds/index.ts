export {
  advanceRefund,
  type CreateRefund,
  createRefundSchema,
  nextRefundEnquiry,
  type Refund,
  type RefundFact,
  type RefundStanding,
  type RefundState,
  type RefundStateName,
  refundStanding,
} from "./refund.ts";
