import type { Money } from "../money/index.ts";
import type { DayBasis, Figures, SettlementRules, StatementLine } from "../settlement/index.ts";
import type { SettlementDay } from "../time/index.ts";
import type { Ruling } from "./rulings/ruling.ts";
import type { LinePlace } from "./subjects.ts";

/** One movement of money as our books know it. A refund's amount is negative. */
export type BookedTransaction = {
  readonly syssn: string;
  /** On a refund: the payment's number. */
  readonly origssn: string | null;
  readonly outTradeNo: string | null;
  readonly chnlsn: string | null;
  readonly mchid: string | null;
  readonly kind: "payment" | "refund";
  readonly payType: string | null;
  readonly amount: Money;
  readonly respcd: string;
  readonly cancel: string;
  readonly environment: "production" | "test";
  readonly sysdtm: Date;
  /** When the shopper paid; not known for what was not paid, and for what QFPay tells without it. */
  readonly paydtm?: Date | null;
  /** Set for what people booked from a statement's row: which row, by which resolution and in the books of which day, whatever its `sysdtm`. */
  readonly byHand?: { readonly row: LinePlace; readonly resolutionId: string; readonly day: SettlementDay };
};

/** A file that takes part in a run. */
export type BookedFile = { readonly id: string; readonly name: string; readonly rawSha256: string; readonly contentHash: string };

/** A line with the file it stands in. `digest` is the SHA-256 of the normalised row, the same wherever the row is printed. */
export type BookedLine = StatementLine & { readonly file: BookedFile; readonly digest: string };

/** A file that names the day, with what it says in all and how much of that belongs to other days. */
export type DayFile = BookedFile & {
  readonly totals: ReadonlyMap<StatementLine["currency"], Figures>;
  readonly onOtherDays: ReadonlyMap<StatementLine["currency"], Figures>;
};

/** What many rows of one file, batch and kind come to, minor units. */
export type RowSums = Figures &
  Pick<StatementLine, "batchNo" | "settleDate" | "lineType" | "currency" | "settleCurrency" | "settleMinor"> & {
    readonly fileId: BookedFile["id"];
  };

/** A row that a closed day has judged, with the transactions that it settles. `isDecided`: people have settled it, so no rule speaks of it any more. */
export type SealedLine = { readonly line: BookedLine; readonly settles: readonly string[]; readonly isDecided?: boolean };

/** A transaction that enters the books of a closed day afterwards, or leaves them. */
export type LaterBooking = { readonly syssn: string; readonly isTakenBack: boolean };

/** Everything that one run looks at. The order of every list is irrelevant. */
export type Books = {
  readonly settleDay: SettlementDay;
  /** The only clock of a run. */
  readonly asOf: SettlementDay;
  readonly rules: SettlementRules;
  /** Which time says to which day a transaction belongs; that of its creation at QFPay, when left out. */
  readonly basis?: DayBasis;
  /** The day's own and every other one that a line below may name. */
  readonly transactions: readonly BookedTransaction[];
  /** What closed days have in their books because people booked it from a row, where QFPay has never told of it; no decision rests upon it. */
  readonly bookedBefore?: readonly BookedTransaction[];
  /** Lines of active files whose trade date is the settlement day. */
  readonly lines: readonly BookedLine[];
  /** Further ones that are known to be plain, with transactions of the day that nothing above names: what they come to. */
  readonly plain?: readonly RowSums[];
  /** Lines of other days in active files that name the same transactions: they tell what is settled elsewhere. */
  readonly otherLines: readonly BookedLine[];
  /** The day's lines in files that a corrected file has replaced. */
  readonly superseded: readonly BookedLine[];
  /** Active files that name the day, also those without a line for it. */
  readonly files: readonly DayFile[];
  /** Rows of closed days that are judged in this one: of late files, and those that were still broken when their day closed. */
  readonly prior: readonly BookedLine[];
  /** The late files among them. */
  readonly lateFiles: readonly DayFile[];
  /** Our transactions of closed days that nothing had settled when their day closed. */
  readonly forward: readonly string[];
  /** Of closed days: transactions that should settle and were not known to when the day closed, or, taken back, should no longer. */
  readonly bookedLater: readonly LaterBooking[];
  /** Rows among `otherLines` that stay as their day was closed. */
  readonly sealed: readonly SealedLine[];
  /** Settled resolutions that concern anything above. */
  readonly rulings: readonly Ruling[];
};
