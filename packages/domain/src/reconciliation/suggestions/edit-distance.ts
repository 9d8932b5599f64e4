import type { BookedLine, BookedTransaction } from "../books.ts";

const SLIPS = 2;
const SHORTEST = 6;

/** Whether a reference of the row is one of the transaction's with a slip or two: a digit lost, doubled, changed or turned. */
export function nearReference(
  line: Pick<BookedLine, "syssn" | "outTradeNo" | "chnlsn">,
  ours: Pick<BookedTransaction, "syssn" | "outTradeNo" | "chnlsn">,
): boolean {
  const pairs: [string | null, string | null][] = [
    [line.syssn, ours.syssn],
    [line.outTradeNo, ours.outTradeNo],
    [line.chnlsn, ours.chnlsn],
  ];
  return pairs.some(([a, b]) => a !== null && b !== null && isNear(a, b));
}

function isNear(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < SHORTEST || Math.abs(a.length - b.length) > SLIPS) return false;
  return editDistance(a, b) <= SLIPS;
}

/** Insertions, deletions, changes and turned neighbours that lead from one text to the other. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const steps = [(last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1)];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) steps.push((before[j - 2] ?? 0) + 1);
      row.push(Math.min(...steps));
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
