export { type Account, accountId, accountSchema } from "./account.ts";
export { Book, UnreadableBook } from "./book.ts";
export type { Entry, EntryOf } from "./entries.ts";
export { FORGERIES, type Forgery } from "./forgeries.ts";
export type { Consent, DueCharge, Notice } from "./ledger.ts";
export {
  type Close,
  isPaid,
  type PaidPayment,
  type Payment,
  type PaymentState,
  type Refund,
  type RefundState,
  type Row,
  stateAt,
} from "./rows.ts";
export { changedRules, type RuleChange, type Rules, ruleChangeSchema, rulesSchema } from "./rules.ts";
