import type { Currency } from "../../money/index.ts";
import type { BreakCode } from "../codes.ts";
import { type JournalEventKind, type LedgerAccount, movesNothing } from "../journals/index.ts";
import type { Posting } from "./posting.ts";

/** A settled break as its posting needs it. Amounts are minor units of `currency`. */
export type SettledBreak = {
  readonly resolutionId: string;
  readonly account: LedgerAccount;
  readonly codes: readonly BreakCode[];
  /** External less internal. */
  readonly differenceMinor: bigint;
  readonly currency: Currency;
  /** What the row pays beyond our books; see `unbookedBy`. */
  readonly unbookedMinor: bigint;
  /** Whether a trade row stands behind it; a dispute, a fee and an adjustment are no trades. */
  readonly hasTradeRow: boolean;
  /** Whether it is about a row at all: not so for a transaction that nothing settles, and for the fees of a file. */
  readonly hasRow: boolean;
};

/**
 * What an accepted difference books. Money outside of our books comes in against the chosen account; what was booked as it came (a fee, a
 * dispute, a conversion) moves from there, unless it is to stay: a fee that is accepted as a fee is booked already. A break that moves no
 * money, such as a refund beyond its payment that is booked, books nothing.
 */
export function postingsOfWriteOff(settled: SettledBreak): Posting[] {
  const { resolutionId: reference, account, currency, unbookedMinor, differenceMinor, codes } = settled;
  const post = (kind: JournalEventKind, minor: bigint): Posting[] => {
    const posting = { kind, minor, reference, account, currency };
    return movesNothing(posting) ? [] : [posting];
  };
  if (codes.includes("MISSING_EXTERNAL")) return post("write_off", -differenceMinor);
  if (settled.hasTradeRow && unbookedMinor !== 0n) return post("write_off", -unbookedMinor);
  if (codes.includes("FEE_MISMATCH")) return post("write_off_fee", differenceMinor);
  if (codes.includes("FX_MISMATCH")) return post("write_off_fx", -differenceMinor);
  return settled.hasRow && !settled.hasTradeRow ? post("write_off_suspense", -differenceMinor) : [];
}

/** What people accepted when they tied rows to transactions by hand. */
export function postingOfAccepted(match: { resolutionId: string; acceptedMinor: bigint; currency: Currency }): Posting[] {
  const { resolutionId, acceptedMinor, currency } = match;
  return acceptedMinor === 0n ? [] : [{ kind: "write_off", minor: -acceptedMinor, reference: resolutionId, account: null, currency }];
}
