export { type Claimed, differences, type Expected } from "./comparison.ts";
export { decidesAt, EXPIRY_MARGIN_MS, GIVE_UP_AFTER_MS, isSurelyExpired, nextEnquiry } from "./enquiry-plan.ts";
export {
  advance,
  type Handover,
  isOpen,
  isPayable,
  type Payment,
  type PaymentFact,
  type PaymentState,
  type PaymentStateName,
  type PayType,
} from "./payment.ts";
