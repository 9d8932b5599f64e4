import type { Currency } from "../../money/index.ts";
import type { BreakCode, Stage } from "../codes.ts";
import { isTrade } from "../eligibility.ts";
import type { LedgerAccount } from "../journals/index.ts";
import type { DayProof } from "../proofs.ts";
import type { RulingAction } from "../rulings/index.ts";
import type { Posting } from "./posting.ts";
import { postingsOfRow, type RowToPost } from "./row-postings.ts";
import { postingOfAccepted, postingsOfWriteOff } from "./ruling-postings.ts";

/** One outcome of a run as far as it moves the books. Amounts are minor units. */
export type OutcomeToPost = {
  readonly kind: "matched" | "broken" | "carried" | "ignored" | "elsewhere" | "booked";
  /** Of a closed day: in a late file, still open when that day closed, or booked only now; null for the day's own. */
  readonly posting: "late" | "open" | "booked" | null;
  readonly row: Omit<RowToPost, "isRegistered"> | null;
  readonly stage: Stage | null;
  readonly codes: readonly BreakCode[];
  /** Of a break: external less internal. Of what is booked later: the correction. */
  readonly difference: { readonly minor: bigint; readonly currency: Currency } | null;
  readonly unbookedMinor: bigint;
  /** Of a match by hand. */
  readonly acceptedMinor: bigint;
  readonly resolution: { readonly id: string; readonly action: RulingAction; readonly account: LedgerAccount | null } | null;
  /** The resolution that booked the row as ours. */
  readonly bookedById: string | null;
  /** Of what is booked later. */
  readonly transaction: { readonly syssn: string; readonly kind: "payment" | "refund" } | null;
};

/** What outcomes post: by themselves, and by resolutions, whose postings are told apart by the resolution's id and made once. */
export type OutcomePostings = { readonly own: readonly Posting[]; readonly byResolution: readonly Posting[] };

export function postingsOfOutcome(outcome: OutcomeToPost): OutcomePostings {
  return { own: [...ofRow(outcome), ...ofLaterBooking(outcome)], byResolution: [...ofResolution(outcome), ...ofBookingByHand(outcome)] };
}

/** A row of a closed day that was still open is booked already. */
function ofRow({ kind, posting, row, stage }: OutcomeToPost): Posting[] {
  const counts = row !== null && posting !== "open" && (kind === "matched" || kind === "broken");
  return counts ? postingsOfRow({ ...row, isRegistered: stage === "SUBLEDGER" }) : [];
}

function ofLaterBooking({ kind, difference, transaction }: OutcomeToPost): Posting[] {
  if (kind !== "booked" || difference === null || transaction === null) return [];
  return [ofTransaction(transaction.kind, difference.minor, difference.currency, transaction.syssn)];
}

function ofResolution(outcome: OutcomeToPost): Posting[] {
  const { resolution, difference, row } = outcome;
  if (resolution === null || difference === null || resolution.action !== "WRITE_OFF") {
    const isLinked = resolution?.action === "LINK" && row !== null;
    return isLinked ? postingOfAccepted({ resolutionId: resolution.id, acceptedMinor: outcome.acceptedMinor, currency: row.currency }) : [];
  }
  return postingsOfWriteOff({
    resolutionId: resolution.id,
    account: resolution.account ?? "write_off",
    codes: outcome.codes,
    differenceMinor: difference.minor,
    currency: difference.currency,
    unbookedMinor: outcome.unbookedMinor,
    hasRow: row !== null,
    hasTradeRow: row !== null && isTrade(row),
  });
}

function ofBookingByHand({ row, bookedById }: OutcomeToPost): Posting[] {
  if (row === null || bookedById === null) return [];
  return [ofTransaction(row.lineType === "REFUND" ? "refund" : "payment", row.grossMinor, row.currency, bookedById)];
}

/** @param minor signed: a refund's is negative */
function ofTransaction(kind: "payment" | "refund", minor: bigint, currency: Currency, reference: string): Posting {
  return kind === "payment"
    ? { kind: "payments", minor, currency, reference, account: null }
    : { kind: "refunds", minor: -minor, currency, reference, account: null };
}

/**
 * The day's own payments and refunds as our books have them, whether QFPay showed them or not.
 * @param byHand what the day's books hold of them by resolution, which posts itself
 */
export function postingsOfBooks(settleDay: string, proofs: readonly DayProof[], byHand: readonly Posting[]): Posting[] {
  return proofs.flatMap(({ currency, internal, refunds }): Posting[] => {
    const posted = (kind: "payments" | "refunds"): bigint =>
      byHand.filter((each) => each.kind === kind && each.currency === currency).reduce((sum, { minor }) => sum + minor, 0n);
    const bare = { currency, reference: settleDay, account: null };
    return [
      { ...bare, kind: "payments", minor: internal - refunds - posted("payments") },
      { ...bare, kind: "refunds", minor: -refunds - posted("refunds") },
    ];
  });
}
