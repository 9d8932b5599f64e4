export { type Account, accountId, accountSchema } from "./account.ts";
export { Book, UnreadableBook } from "./book.ts";
export type { Entry, EntryOf } from "./entries.ts";
export type { Consent, Notice } from "./ledger.ts";
export { type Close, isPaid, type PaidPayment, type Payment, type PaymentState, type Refund, type Row, stateAt } from "./rows.ts";
export { type Rules, rulesSchema } from "./rules.ts";
