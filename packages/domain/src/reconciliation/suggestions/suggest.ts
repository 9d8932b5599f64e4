import type { BookedLine, BookedTransaction } from "../books.ts";
import { isExpected, isTrade } from "../eligibility.ts";
import { compareLines, compareTransactions } from "../order.ts";
import { nearReference } from "./edit-distance.ts";
import { linesThatSum } from "./sums.ts";

/** Why people may want to look: the same money near in time, a reference with a slip in it, several rows that add up. */
export const SUGGESTION_REASONS = ["SAME_AMOUNT", "NEAR_REFERENCE", "SUM_OF_LINES"] as const;
export type SuggestionReason = (typeof SUGGESTION_REASONS)[number];

/** Rows and transactions that may belong together. For people only: nothing is ever tied by it. */
export type Suggestion = {
  readonly reasons: readonly SuggestionReason[];
  readonly lines: readonly BookedLine[];
  readonly transactions: readonly BookedTransaction[];
};

const WITHIN_DAYS = 7;
const MOST = 10;
const DAY_MS = 86_400_000;

/**
 * What may explain open rows and open transactions, likeliest first: pairs with more reasons before those with fewer, then nearer in time.
 * @param lines broken rows, @param transactions ours that nothing settles
 */
export function suggest(lines: readonly BookedLine[], transactions: readonly BookedTransaction[]): Suggestion[] {
  const rows = lines.filter(isTrade).toSorted(compareLines);
  const ours = transactions.filter(isExpected).toSorted(compareTransactions);
  const pairs = rows.flatMap((line) => ours.flatMap((each) => pairOf(line, each)));
  const sums = ours.flatMap((each) => {
    const near = rows.filter((line) => line.currency === each.amount.currency && distance(line, each) <= WITHIN_DAYS * DAY_MS);
    const parts = linesThatSum(near, each.amount.minor);
    return parts === null ? [] : [{ reasons: ["SUM_OF_LINES" as const], lines: parts, transactions: [each], away: 0 }];
  });
  return [...pairs, ...sums]
    .toSorted((a, b) => b.reasons.length - a.reasons.length || a.away - b.away)
    .slice(0, MOST)
    .map(({ away: _away, ...suggestion }) => suggestion);
}

function pairOf(line: BookedLine, ours: BookedTransaction): (Suggestion & { away: number })[] {
  const away = distance(line, ours);
  if (line.currency !== ours.amount.currency || away > WITHIN_DAYS * DAY_MS) return [];
  const reasons: SuggestionReason[] = [];
  if (line.grossMinor === ours.amount.minor) reasons.push("SAME_AMOUNT");
  if (nearReference(line, ours)) reasons.push("NEAR_REFERENCE");
  return reasons.length === 0 ? [] : [{ reasons, lines: [line], transactions: [ours], away }];
}

/** Milliseconds between a row (its own time, else noon of its day) and a transaction. */
function distance(line: BookedLine, ours: BookedTransaction): number {
  const at = line.sysdtm?.getTime() ?? Date.parse(`${line.tradeDate}T04:00:00Z`);
  return Math.abs(at - ours.sysdtm.getTime());
}
