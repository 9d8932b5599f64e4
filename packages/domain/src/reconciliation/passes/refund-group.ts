import { settled } from "../checks/settled.ts";
import type { Decision } from "../decision.ts";
import { type Desk, ownDay } from "../desk.ts";
import { isCandidate } from "./references.ts";
import { refundsUnderPayment } from "./refund-by-origin.ts";

/** One refund row that is the sum of all waiting refunds of its payment up to its day. Nothing partial, nothing across payments. */
export function refundGroup(desk: Desk): Decision[] {
  const claimed = new Set<string>();
  return refundsUnderPayment(desk).flatMap(({ line, payment }) => {
    const waiting = (desk.refundsOf.get(payment.syssn) ?? []).filter(
      (refund) =>
        isCandidate(desk, line, refund, claimed) && ownDay(desk, refund) <= line.tradeDate && refund.amount.currency === line.currency,
    );
    const sum = waiting.reduce((total, refund) => total + refund.amount.minor, 0n);
    if (waiting.length < 2 || sum !== line.grossMinor) return [];
    for (const refund of waiting) claimed.add(refund.syssn);
    return [settled(desk, line, waiting, "REFUND_GROUP")];
  });
}
