import type { BookedLine } from "../books.ts";
import { isTrade } from "../eligibility.ts";
import type { LedgerAccount } from "../journals/index.ts";
import type { Posting } from "./posting.ts";

/** A row as its posting needs it. */
export type RowToPost = Pick<
  BookedLine,
  "lineType" | "currency" | "grossMinor" | "feeMinor" | "netMinor" | "settleCurrency" | "settleMinor"
> & {
  /** How the row is referred to, and its file. */
  readonly place: string;
  readonly fileName: string;
  /** A contract explains it, as with a registered fee. */
  readonly isRegistered: boolean;
};

/** What a row of a statement books by itself, whatever it was matched with: its fee, its conversion, or the row as a whole when it is no trade. */
export function postingsOfRow(row: RowToPost): Posting[] {
  if (!isTrade(row)) return wholeRow(row);
  const fee: Posting = { ...bare(row.fileName), kind: "fees", minor: row.feeMinor, currency: row.currency };
  return row.settleCurrency === row.currency ? [fee] : [fee, ...conversion(row)];
}

function wholeRow(row: RowToPost): Posting[] {
  const minor = -row.settleMinor;
  const posting = { ...bare(row.place), minor, currency: row.settleCurrency };
  switch (row.lineType) {
    case "RESERVE_HOLD":
    case "RESERVE_RELEASE":
      return [{ ...posting, kind: "reserve_held" }];
    case "CHARGEBACK":
    case "CHARGEBACK_REVERSAL":
      return [{ ...posting, kind: "chargebacks" }];
    case "FEE":
    case "ADJUSTMENT":
      return row.isRegistered ? [{ ...posting, kind: "fees", reference: row.fileName }] : [{ ...posting, kind: "adjustments" }];
    case "PAYMENT":
    case "REFUND":
    case "CANCEL":
    case "PAYOUT":
      return [];
  }
}

/** Out of the currency of the trade, into the one that is paid. */
function conversion(row: RowToPost): Posting[] {
  const out: Posting = { ...bare(row.fileName), kind: "converted", minor: row.netMinor, currency: row.currency };
  return [out, { ...out, minor: -row.settleMinor, currency: row.settleCurrency }];
}

function bare(reference: string): { account: LedgerAccount | null; reference: string } {
  return { account: null, reference };
}
