import { settlementDayBounds } from "../../time/index.ts";
import type { BookedLine, BookedTransaction, Books } from "../books.ts";
import type { ExplainedCode } from "../codes.ts";
import { cutoffOf, dayOf, decidingTime } from "../own-day.ts";

const MINUTE_MS = 60_000;

/** How a transaction of another day came into a file: over the boundary by minutes, or simply late or early. Null on its own day. */
export function drift(line: BookedLine, ours: BookedTransaction, books: Books): ExplainedCode | null {
  const own = dayOf(books, ours);
  if (own === line.tradeDate || ours.byHand !== undefined) return null;
  return isNearBoundary(line, ours, books) ? "CUTOFF_SHIFT" : own < line.tradeDate ? "LATE_SETTLEMENT" : "EARLY_SETTLEMENT";
}

/** Whether a transaction lies outside of the file's day by no more than the cut-off window. */
export function isNearBoundary(line: BookedLine, ours: BookedTransaction, books: Books): boolean {
  const { from, until } = settlementDayBounds(line.tradeDate, cutoffOf(books));
  const at = decidingTime(books, ours).getTime();
  const outside = at < from.getTime() ? from.getTime() - at : at - until.getTime();
  return outside <= books.rules.tolerance.cutoffWindowMinutes * MINUTE_MS;
}
