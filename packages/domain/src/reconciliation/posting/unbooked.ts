import type { BookedLine } from "../books.ts";
import type { Decision } from "../decision.ts";
import { isTrade } from "../eligibility.ts";
import { differenceOf } from "../proofs.ts";

/**
 * What a broken trade row pays beyond what our books count, minor units of its currency: the part that settles nothing of ours, and what
 * does not add up inside the row. Zero for all other outcomes: what they pay is booked, or is no row's.
 */
export function unbookedBy(decision: Decision): bigint {
  if (decision.kind !== "broken" || decision.line === null || !isTrade(decision.line)) return 0n;
  return differenceOf(decision, decision.line) + gapIn(decision.line);
}

function gapIn(line: BookedLine): bigint {
  const inNet = line.netMinor - (line.grossMinor - line.feeMinor);
  return line.settleCurrency === line.currency ? inNet + line.settleMinor - line.netMinor : inNet;
}
