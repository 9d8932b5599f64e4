import type { Currency } from "../money/index.ts";
import { addFigures, type Figures, NOTHING } from "../settlement/index.ts";
import type { BookedLine, RowSums } from "./books.ts";
import type { Decision } from "./decision.ts";

/**
 * Whether a row ties by its own number to a transaction of the same day and there is nothing more to say of it. Such rows are nearly all
 * there are, so they are kept by what is not one of them.
 */
export function isPlain(decision: Decision): boolean {
  if (decision.kind !== "matched" || decision.stage !== "KEY_EXACT" || decision.carriedIn || decision.ruling !== null) return false;
  const [ours, ...more] = decision.tied;
  if (ours === undefined || more.length > 0 || decision.transactions.length > 1 || decision.explained.length > 0) return false;
  return ours.syssn === decision.line.syssn && ours.byHand === undefined;
}

/** Sums of rows without some of these rows; sums that come to no row are left out. */
export function sumsWithout(sums: readonly RowSums[], lines: readonly BookedLine[]): RowSums[] {
  const left = new Map(sums.map((each) => [keyOf(each.fileId, each), each]));
  for (const line of lines) {
    const key = keyOf(line.file.id, line);
    const own = left.get(key);
    if (own === undefined) throw new Error(`the rows of ${line.file.name} are not summed`);
    left.set(key, {
      ...own,
      lines: own.lines - 1,
      grossMinor: own.grossMinor - line.grossMinor,
      feeMinor: own.feeMinor - line.feeMinor,
      netMinor: own.netMinor - line.netMinor,
      settleMinor: own.settleMinor - line.settleMinor,
    });
  }
  return [...left.values()].filter(({ lines }) => lines > 0);
}

function keyOf(fileId: string, row: Omit<RowSums, keyof Figures | "fileId" | "settleMinor">): string {
  return [fileId, row.batchNo, row.settleDate, row.lineType, row.currency, row.settleCurrency].join("\u001f");
}

/** Adds sums of rows to running figures, in place. */
export function countSums(tally: Map<Currency, Figures>, sums: readonly RowSums[]): void {
  for (const each of sums) tally.set(each.currency, addFigures(tally.get(each.currency) ?? NOTHING, each));
}
