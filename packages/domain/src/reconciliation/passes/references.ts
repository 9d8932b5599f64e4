import { addDays } from "../../time/index.ts";
import type { BookedLine, BookedTransaction } from "../books.ts";
import { isNearBoundary } from "../checks/drift.ts";
import type { Broken } from "../decision.ts";
import { type Desk, ownDay } from "../desk.ts";
import { isExpected } from "../eligibility.ts";
import { argument, fullBreak } from "../entries.ts";
import { compareByTime } from "../order.ts";

/** Whether a transaction still waits for its line and may be in a file of the line's day: of that day or before, or just after it. */
export function isCandidate(desk: Desk, line: BookedLine, ours: BookedTransaction, claimed: ReadonlySet<string>): boolean {
  if (!isExpected(ours) || desk.tiedTo.has(ours.syssn) || claimed.has(ours.syssn)) return false;
  const own = ownDay(desk, ours);
  return own <= line.tradeDate || (own === addDays(line.tradeDate, 1) && isNearBoundary(line, ours, desk.books));
}

/** Same kind, currency and gross amount. */
export function isSameMoney(line: BookedLine, ours: BookedTransaction): boolean {
  return line.lineType === ours.kind.toUpperCase() && line.currency === ours.amount.currency && line.grossMinor === ours.amount.minor;
}

/** Transactions by one of their references. */
export function indexedBy(desk: Desk, keyOf: (ours: BookedTransaction) => string | null): Map<string, BookedTransaction[]> {
  const named = desk.books.transactions.flatMap((ours) => {
    const key = keyOf(ours);
    return key === null ? [] : [{ key, ours }];
  });
  return new Map([...Map.groupBy(named, ({ key }) => key)].map(([key, group]) => [key, group.map(({ ours }) => ours)]));
}

/** A line whose reference names several waiting transactions of the same money: a person must say which. */
export function ambiguous(line: BookedLine, reference: "chnlsn" | "outTradeNo", candidates: readonly BookedTransaction[]): Broken {
  const several = argument("CANDIDATES", { syssns: candidates.map(({ syssn }) => syssn).join(", ") });
  return fullBreak(line, "AMBIGUOUS", candidates, { agreed: [reference, "kind", "currency", "gross"], arguments: [several] });
}

/** Open payment and refund rows that carry no number of QFPay's, in the order in which they happened: of two that claim the same money the earlier has it. */
export function unnumbered(desk: Desk): BookedLine[] {
  return desk.open
    .filter((line) => line.syssn === null && (line.lineType === "PAYMENT" || line.lineType === "REFUND"))
    .toSorted(compareByTime);
}
