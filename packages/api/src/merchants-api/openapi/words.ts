import type { Scope } from "@tillbook/domain/staff";

/** What the document says before its operations. CommonMark. */
export const ABOUT = `Ask customers for money, see that it was paid, give it back, and read how QFPay settled it.

- **Amounts** are decimal text in major units beside their currency: \`"88.00"\`, \`"HKD"\`. Yen have no decimals.
- **Times** are ISO 8601 in UTC. A settlement day is a calendar day at UTC+8.
- **Repeating** a POST under the same \`Idempotency-Key\` is safe at any moment; do it until you have an answer. A 500 or 503 did not come to an end: repeat it.
- **Refusals** are problem details (RFC 9457). Decide by \`code\`; \`errors\` names the fields at fault.
- **Lists** are read on with \`cursor\`, which fits the same filters only.
- **Unknown is an answer**: where QFPay has not said what became of a payment, \`isUnclear\` is true and it is asked until it is clear. Never make a second order because the first is unclear.
- **Events** may come twice and in any order. Act on each \`id\` once, and when in doubt read the order.`;

export const TAGS = [
  { name: "Orders", description: "What is owed, and the link it is paid by." },
  { name: "Refunds", description: "Giving money back." },
  { name: "Settlement", description: "What QFPay says moved, its statements, and the days they prove." },
  { name: "Webhooks", description: "Hearing of changes instead of asking." },
] as const;

/** What each scope is for. */
export const SCOPES = {
  "orders:read": "read orders and refunds",
  "orders:write": "make and cancel orders",
  "refunds:write": "ask for refunds",
  "settlement:read": "read transactions, statements and days",
  "settlement:write": "upload statements",
  "webhooks:write": "manage endpoints and read their log: whoever holds it can have every event sent anywhere",
} as const satisfies Record<Scope, string>;
