import { settled } from "../checks/settled.ts";
import type { Decision } from "../decision.ts";
import type { Desk } from "../desk.ts";
import { compareTransactions } from "../order.ts";
import { ambiguous, indexedBy, isCandidate, isSameMoney, unnumbered } from "./references.ts";

/**
 * Lines without `syssn`: our own number, kind, currency and gross agree with exactly one waiting transaction. Several are AMBIGUOUS.
 * A line whose `syssn` is unknown never comes here: a shopper who paid an order twice has paid real money twice.
 */
export function orderRef(desk: Desk): Decision[] {
  const lines = unnumbered(desk).filter((line) => line.outTradeNo !== null);
  if (lines.length === 0) return [];
  const byNumber = indexedBy(desk, (ours) => ours.outTradeNo);
  const claimed = new Set<string>();
  return lines.flatMap((line) => {
    const named = byNumber.get(line.outTradeNo ?? "") ?? [];
    const candidates = named
      .filter((ours) => isSameMoney(line, ours) && isCandidate(desk, line, ours, claimed))
      .toSorted(compareTransactions);
    const [only, ...more] = candidates;
    if (only === undefined) return [];
    if (more.length > 0) return [ambiguous(line, "outTradeNo", candidates)];
    claimed.add(only.syssn);
    return [settled(desk, line, [only], "ORDER_REF")];
  });
}
