import type { DayProof } from "../proofs.ts";

/** The reconciliation statement of a day and currency, from our books down to the bank. */
export const STATEMENT_ITEMS = [
  "BOOKS", // what our books say should settle
  "CARRIED_OUT", // less what no row settles yet
  "SETTLED_ELSEWHERE", // less what another day's file settles
  "CARRIED_IN", // and transactions of other days that this file settles
  "DIFFERENCES", // and what broken rows say otherwise
  "UNPROVEN", // nothing, unless a row was lost
  "FILE_TRADES", // makes the file's payments, refunds and cancellations
  "OTHER_ROWS", // and its fees, reserves, disputes and corrections
  "FEES", // less what was charged on rows
  "ROW_GAPS", // and what does not add up inside rows
  "FILE_NET", // makes what the file will pay
  "PAID_OUT", // payouts that it announces
  "BANK_RECEIVED", // and what the bank has of them
  "BANK_CHARGES", // and kept
] as const;
export type StatementItemCode = (typeof STATEMENT_ITEMS)[number];

/** The file's side beside its trades, and what became of its payouts; minor units. */
export type StatementFigures = {
  readonly otherMinor: bigint;
  readonly feeMinor: bigint;
  readonly netMinor: bigint;
  readonly paidOutMinor: bigint;
  readonly receivedMinor: bigint;
  readonly chargesMinor: bigint;
};

export type StatementItem = { readonly code: StatementItemCode; readonly minor: bigint };

/** A day's statement, item by item, each with the sign with which it adds up to the next sum. */
export function statementItems(proof: DayProof, figures: StatementFigures): StatementItem[] {
  const minor: Readonly<Record<StatementItemCode, bigint>> = {
    BOOKS: proof.internal,
    CARRIED_OUT: -proof.unseen,
    SETTLED_ELSEWHERE: -proof.settledElsewhere,
    CARRIED_IN: proof.carriedIn,
    DIFFERENCES: proof.differences,
    UNPROVEN: proof.off,
    FILE_TRADES: proof.external,
    OTHER_ROWS: figures.otherMinor,
    FEES: -figures.feeMinor,
    ROW_GAPS: figures.netMinor - (proof.external + figures.otherMinor - figures.feeMinor),
    FILE_NET: figures.netMinor,
    PAID_OUT: figures.paidOutMinor,
    BANK_RECEIVED: figures.receivedMinor,
    BANK_CHARGES: figures.chargesMinor,
  };
  return STATEMENT_ITEMS.map((code) => ({ code, minor: minor[code] }));
}
