export { type CaseKind, type CaseResolution, caseOfMoney } from "./case.ts";
export { type Claimed, differences, type Expected } from "./comparison.ts";
export {
  ABSENT,
  decidesAt,
  EXPIRY_MARGIN_MS,
  firstLook,
  GIVE_UP_AFTER_MS,
  isSurelyExpired,
  nextEnquiry,
  nextEnquiryAfterSilence,
  nextEnquiryWhileOpenThere,
  type Planned,
} from "./enquiry-plan.ts";
export {
  type Attempt,
  type Lateness,
  latenessOf,
  type OrderOutcome,
  orderOutcome,
  type PaymentOutcome,
  paymentOutcome,
} from "./outcome.ts";
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
