import type { BookedLine, BookedTransaction } from "./books.ts";

/** Text by code unit: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The one order of lines: by the day the money is paid, batch and file content, and inside a file by time and content; the physical
 * line number decides only between rows that say the same, so neither the order of rows nor of imports can move an outcome.
 */
export function compareLines(a: BookedLine, b: BookedLine): number {
  return (
    compareText(a.settleDate, b.settleDate) ||
    compareText(a.batchNo, b.batchNo) ||
    compareText(a.file.contentHash, b.file.contentHash) ||
    timeOf(a.sysdtm) - timeOf(b.sysdtm) ||
    compareText(a.syssn ?? "", b.syssn ?? "") ||
    compareContent(a, b) ||
    compareText(a.file.rawSha256, b.file.rawSha256) ||
    a.lineNo - b.lineNo
  );
}

/** Rows about one thing in the order in which it happened, whatever file or batch they stand in; those of earlier days first. */
export function compareByTime(a: BookedLine, b: BookedLine): number {
  return (
    compareText(a.tradeDate, b.tradeDate) ||
    timeOf(a.sysdtm ?? a.paydtm) - timeOf(b.sysdtm ?? b.paydtm) ||
    compareText(a.syssn ?? "", b.syssn ?? "") ||
    compareLines(a, b)
  );
}

/** Rows of one key, told apart by what is printed: the plainer row first. */
function compareContent(a: BookedLine, b: BookedLine): number {
  return (
    compareText(a.lineType, b.lineType) ||
    Number(a.grossMinor - b.grossMinor) ||
    Number(a.feeMinor - b.feeMinor) ||
    compareText(a.remark, b.remark) ||
    compareText(a.outTradeNo ?? "", b.outTradeNo ?? "") || // refunds of one second are numbered in the order in which they were made
    compareText(a.digest, b.digest)
  );
}

/** Transactions in the order in which they happened. */
export function compareTransactions(a: BookedTransaction, b: BookedTransaction): number {
  return a.sysdtm.getTime() - b.sysdtm.getTime() || compareText(a.syssn, b.syssn);
}

function timeOf(at: Date | null): number {
  return at?.getTime() ?? 0;
}
