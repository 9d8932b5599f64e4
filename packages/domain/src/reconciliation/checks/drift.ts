import type { SettlementRules } from "../../settlement/index.ts";
import { settlementDay, settlementDayBounds } from "../../time/index.ts";
import type { BookedLine, BookedTransaction } from "../books.ts";
import type { ExplainedCode } from "../codes.ts";

const MINUTE_MS = 60_000;

/** How a transaction of another day came into a file: over the boundary by minutes, or simply late or early. Null on its own day. */
export function drift(line: BookedLine, ours: BookedTransaction, rules: SettlementRules): ExplainedCode | null {
  const own = settlementDay(ours.sysdtm, rules.cutoff);
  if (own === line.tradeDate || ours.byHand !== undefined) return null;
  return isNearBoundary(line, ours, rules) ? "CUTOFF_SHIFT" : own < line.tradeDate ? "LATE_SETTLEMENT" : "EARLY_SETTLEMENT";
}

/** Whether `sysdtm` lies outside of the file's day by no more than the cut-off window. */
export function isNearBoundary(line: BookedLine, ours: BookedTransaction, rules: SettlementRules): boolean {
  const { from, until } = settlementDayBounds(line.tradeDate, rules.cutoff);
  const at = ours.sysdtm.getTime();
  const outside = at < from.getTime() ? from.getTime() - at : at - until.getTime();
  return outside <= rules.tolerance.cutoffWindowMinutes * MINUTE_MS;
}
