import type { BookedLine, BookedTransaction } from "../books.ts";
import { settled } from "../checks/settled.ts";
import type { Decision } from "../decision.ts";
import type { Desk } from "../desk.ts";
import { compareTransactions } from "../order.ts";
import { indexedBy, isCandidate, isSameMoney, unnumbered } from "./references.ts";

/** Lines without `syssn`: the wallet's number, kind, currency and gross agree with exactly one waiting transaction. */
export function channelRef(desk: Desk): Decision[] {
  const claimed = new Set<string>();
  return underWallet(desk, claimed).flatMap(({ line, candidates }) => {
    const [only, ...more] = candidates();
    if (only === undefined || more.length > 0) return [];
    claimed.add(only.syssn);
    return [settled(desk, line, [only], "CHANNEL_REF")];
  });
}

/** A line that has only the wallet's number, with the waiting transactions that it may be, as long as none is claimed. */
export type UnderWallet = { readonly line: BookedLine; candidates: () => BookedTransaction[] };

/** Open payment and refund rows without a number of QFPay's but with the wallet's, in the one order. */
export function underWallet(desk: Desk, claimed: ReadonlySet<string>): UnderWallet[] {
  const lines = unnumbered(desk).filter((line) => line.chnlsn !== null);
  if (lines.length === 0) return [];
  const byChannel = indexedBy(desk, (ours) => ours.chnlsn);
  return lines.map((line) => ({
    line,
    candidates: () =>
      (byChannel.get(line.chnlsn ?? "") ?? [])
        .filter((ours) => isSameMoney(line, ours) && isCandidate(desk, line, ours, claimed))
        .toSorted(compareTransactions),
  }));
}
