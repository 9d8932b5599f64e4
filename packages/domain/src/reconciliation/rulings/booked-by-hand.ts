import { money } from "../../money/index.ts";
import type { BookedLine, BookedTransaction } from "../books.ts";

/** Whether a row says enough to be booked as a transaction of ours: its kind, its number and its time. */
export function mayBeBooked(line: BookedLine): boolean {
  return (line.lineType === "PAYMENT" || line.lineType === "REFUND") && line.syssn !== null && line.sysdtm !== null;
}

/** The row as a transaction of ours. Throws for a row that says too little; ask `mayBeBooked` before. */
export function bookedByHand(line: BookedLine, byHand: NonNullable<BookedTransaction["byHand"]>): BookedTransaction {
  if (line.syssn === null || line.sysdtm === null) throw new Error(`row ${line.lineNo} of ${line.file.name} has no number or no time`);
  return {
    syssn: line.syssn,
    origssn: line.origssn,
    outTradeNo: line.outTradeNo,
    chnlsn: line.chnlsn,
    mchid: line.mchid,
    kind: line.lineType === "REFUND" ? "refund" : "payment",
    payType: line.payType,
    amount: money(line.grossMinor, line.currency),
    respcd: "0000",
    cancel: "0",
    environment: "production",
    sysdtm: line.sysdtm,
    byHand,
  };
}
