import type { BookedLine } from "../books.ts";

const MOST_LINES = 5;
/** Choosing five of forty is half a million sums: enough to look at for one person. */
const MOST_CANDIDATES = 40;

/** Two to five rows that add up to an amount, the first such choice in the order of the rows; null when there is none. */
export function linesThatSum(lines: readonly BookedLine[], target: bigint): BookedLine[] | null {
  const sign = target < 0n ? -1n : 1n;
  const candidates = lines
    .filter(({ grossMinor }) => grossMinor * sign > 0n && grossMinor * sign < target * sign)
    .slice(0, MOST_CANDIDATES);
  const choose = (from: number, left: bigint, chosen: readonly BookedLine[]): BookedLine[] | null => {
    if (left === 0n) return chosen.length > 1 ? [...chosen] : null;
    if (chosen.length === MOST_LINES || left * sign < 0n) return null;
    for (let at = from; at < candidates.length; at += 1) {
      const line = candidates[at];
      const found = line && choose(at + 1, left - line.grossMinor, [...chosen, line]);
      if (found) return found;
    }
    return null;
  };
  return choose(0, target, []);
}
