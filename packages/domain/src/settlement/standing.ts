import type { Currency } from "../money/index.ts";
import type { SettlementDay } from "../time/index.ts";
import { addsCurrencies, type BatchPart, type NamedTotal, type TotalsCheck } from "./control-totals.ts";
import type { ControlTotals, FileStatus, QuarantineReason, RowFault } from "./file-status.ts";

/** A row that could not be read, or whose number is damaged. `text` is the cell, or the row when no column is at fault. */
export type FailedRow = { readonly lineNo: number; readonly column: string | null; readonly reason: RowFault; readonly text: string };

/** A payout that a file announces, `#PAYOUT`. */
export type AnnouncedPayout = {
  readonly ref: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly valueDate: SettlementDay;
};

/** What reading a statement to its end has found. */
export type FileReading = {
  readonly lines: number;
  readonly days: readonly SettlementDay[];
  readonly batches: readonly string[];
  readonly mchids: readonly string[];
  readonly payouts: readonly AnnouncedPayout[];
  readonly controlTotals: ControlTotals;
  readonly totals: readonly TotalsCheck[];
  /** Totals beyond the four figures: a wallet's own columns, running balances, end marks. */
  readonly namedTotals?: readonly NamedTotal[];
  /** Set when the file may be one of several of a batch. */
  readonly part?: BatchPart;
  /** Cells of a workbook that hold formulas; their stored value was read. */
  readonly formulaCells?: number;
  /** The first hundred of `failedRowCount`. */
  readonly failedRows: readonly FailedRow[];
  readonly failedRowCount: number;
  readonly unparsedCount: number;
  readonly damagedCount: number;
  /** SHA-256 (hex) over the sorted digests of all rows. */
  readonly rowsHash: string;
  /** The same, with what the file says besides: equal for every spelling of the same content. */
  readonly contentHash: string;
};

/** A file that already takes part, as far as a new one must know. */
export type KnownFile = { readonly id: string; readonly name: string };

export type Standing = { readonly status: FileStatus; readonly reason: QuarantineReason | null; readonly because: KnownFile | null };

/**
 * Where a file that could be read stands. First its own integrity, then whether its content or its batch is there already.
 * @param mchids our numbers at QFPay; empty means that every line is ours
 * @param known.sameContent the active file with the same content, known.sameBatch the active one with one of its batch numbers
 */
export function standingOf(
  reading: FileReading,
  mchids: readonly string[],
  known: { sameContent: KnownFile | null; sameBatch: KnownFile | null },
): Standing {
  const reason = quarantineReason(reading, mchids);
  if (reason !== null) return { status: "QUARANTINED", reason, because: null };
  if (known.sameContent) return { status: "SAME_CONTENT", reason: null, because: known.sameContent };
  if (known.sameBatch) return { status: "PENDING_SUPERSEDE", reason: null, because: known.sameBatch };
  return { status: "ACTIVE", reason: null, because: null };
}

/** Damaged numbers and unread rows come first: they are the cause when the totals fail too. */
function quarantineReason(reading: FileReading, mchids: readonly string[]): QuarantineReason | null {
  if (reading.damagedCount > 0) return "ID_PRECISION_LOST";
  if (reading.unparsedCount > 0) return "UNPARSED_LINE";
  if (reading.controlTotals === "FAILED") return addsCurrencies(reading.totals) ? "MIXED_CURRENCY_TOTAL" : "CONTROL_TOTAL";
  const isForeign = reading.mchids.length > 0 && mchids.length > 0 && !reading.mchids.some((mchid) => mchids.includes(mchid));
  return isForeign ? "WRONG_ACCOUNT" : null;
}
