import type { BookedLine, BookedTransaction } from "../books.ts";
import { settled } from "../checks/settled.ts";
import type { Decision } from "../decision.ts";
import type { Desk } from "../desk.ts";
import { compareByTime } from "../order.ts";
import { indexedBy, isCandidate, isSameMoney } from "./references.ts";

/** A refund row that has only its payment's number, with that payment. */
export type UnderPayment = { readonly line: BookedLine; readonly payment: BookedTransaction };

/**
 * Refund rows under their payment's number (as `syssn`, `origssn` or wallet number): the waiting refunds of that payment with the same
 * amount; several equal ones pair up in time order. A row with a number of its own that we do not know is another refund, not these.
 */
export function refundByOrigin(desk: Desk): Decision[] {
  const claimed = new Set<string>();
  return refundsUnderPayment(desk).flatMap(({ line, payment }) => {
    const next = (desk.refundsOf.get(payment.syssn) ?? []).find(
      (refund) => isSameMoney(line, refund) && isCandidate(desk, line, refund, claimed),
    );
    if (next === undefined) return [];
    claimed.add(next.syssn);
    return [settled(desk, line, [next], "REFUND_BY_ORIGIN")];
  });
}

/** Open refund rows that name a payment of ours and no refund, in the order in which they happened. */
export function refundsUnderPayment(desk: Desk): UnderPayment[] {
  const refunds = desk.open.filter((line) => line.lineType === "REFUND").toSorted(compareByTime);
  if (refunds.length === 0) return [];
  const byChannel = indexedBy(desk, (ours) => (ours.kind === "payment" ? ours.chnlsn : null));
  return refunds.flatMap((line) => {
    const payment = paymentNamed(desk, line, byChannel);
    return payment === undefined ? [] : [{ line, payment }];
  });
}

function paymentNamed(desk: Desk, line: BookedLine, byChannel: ReadonlyMap<string, BookedTransaction[]>): BookedTransaction | undefined {
  if (line.syssn !== null) {
    const named = desk.bySyssn.get(line.syssn);
    return named?.kind === "payment" ? named : undefined;
  }
  const origin = desk.bySyssn.get(line.origssn ?? "");
  if (origin !== undefined) return origin.kind === "payment" ? origin : undefined;
  const [only, ...more] = line.origssn === null ? (byChannel.get(line.chnlsn ?? "") ?? []) : [];
  return more.length === 0 ? only : undefined;
}
