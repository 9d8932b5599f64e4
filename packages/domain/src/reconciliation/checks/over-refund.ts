import { formatMajor, money } from "../../money/index.ts";
import type { BookedLine, BookedTransaction } from "../books.ts";
import type { Desk } from "../desk.ts";
import { argument, grossOf } from "../entries.ts";
import { type Finding, refundedBefore } from "./fee.ts";

/** Refunds of a payment never exceed it: the one that passes it, in the order in which they happened, is a break for its full amount. */
export function overRefund(desk: Desk, line: BookedLine, transactions: readonly BookedTransaction[]): Finding | null {
  for (const ours of transactions) {
    const payment = desk.bySyssn.get(ours.origssn ?? "");
    if (ours.kind !== "refund" || payment?.kind !== "payment" || payment.amount.currency !== ours.amount.currency) continue;
    const refunded = refundedBefore(desk, ours) - ours.amount.minor;
    if (refunded <= payment.amount.minor) continue;
    const params = { refunded: formatMajor(money(refunded, line.currency)), paid: formatMajor(payment.amount), currency: line.currency };
    return { kind: "broken", code: "OVER_REFUND", difference: grossOf(line), arguments: [argument("REFUNDED_OF", params)] };
  }
  return null;
}
