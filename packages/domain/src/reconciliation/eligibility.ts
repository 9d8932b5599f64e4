import type { BookedLine, BookedTransaction } from "./books.ts";

/** WeChat settles these by itself, past QFPay. docs/qfpay.md#direct-settlement */
const DIRECT_SETTLEMENT = new Set(["801008", "801010"]);
const SETTLES_DESPITE_CANCEL = new Set(["0", "3", "4", "5"]);

/**
 * Whether QFPay should settle a transaction: real money, through QFPay, successful. A refunded payment still settles in full,
 * its refund being a transaction of its own; a reversed or cancelled one does not.
 */
export function isExpected(transaction: BookedTransaction): boolean {
  if (transaction.environment !== "production" || transaction.respcd !== "0000") return false;
  if (transaction.payType !== null && DIRECT_SETTLEMENT.has(transaction.payType)) return false;
  return transaction.kind === "refund" || SETTLES_DESPITE_CANCEL.has(transaction.cancel);
}

/** Whether QFPay took a payment back before it settled: reversed at the counter (1) or cancelled (2). */
export function isTakenBack(transaction: BookedTransaction): boolean {
  return transaction.kind === "payment" && (transaction.cancel === "1" || transaction.cancel === "2");
}

/** Rows that move a transaction's money: the others are fees, reserves, disputes and payouts, which the day proof lists beside itself. */
export function isTrade(line: Pick<BookedLine, "lineType">): boolean {
  return line.lineType === "PAYMENT" || line.lineType === "REFUND" || line.lineType === "CANCEL";
}
