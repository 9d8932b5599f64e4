import type { Currency } from "../../money/index.ts";
import { movementOf } from "../journals/index.ts";
import type { Posting } from "./posting.ts";

/** What QFPay owes us by our own books, term by term; minor units of one currency. closing = opening and all that moved. */
export type BalanceRoll = {
  readonly opening: bigint;
  readonly payments: bigint;
  /** Negative, as all that makes the balance smaller. */
  readonly refunds: bigint;
  readonly fees: bigint;
  /** Disputes, unregistered fees and corrections. */
  readonly adjustments: bigint;
  readonly payouts: bigint;
  readonly conversions: bigint;
  readonly writeOffs: bigint;
  readonly closing: bigint;
};

/** What is still open with QFPay, counted apart from the roll. */
export type OpenItems = {
  /** Less those that rows have settled before the books of their own day count them. */
  readonly openTransactions: bigint;
  /** What broken rows pay less than our books count: external more than internal is negative here. */
  readonly openBreaks: bigint;
  /** Batches that no payout has consumed, less payouts that no batches explain. */
  readonly unpaidBatches: bigint;
  readonly reservesHeld: bigint;
};

/** Both sides of one currency; `off` is zero unless something was lost or counted twice. */
export type BalanceProof = { readonly currency: Currency; readonly off: bigint } & BalanceRoll & OpenItems;

export const NOTHING_OPEN: OpenItems = { openTransactions: 0n, openBreaks: 0n, unpaidBatches: 0n, reservesHeld: 0n };

/**
 * Proves the balance with QFPay in every currency that either side knows, in alphabetical order. Money held in reserve is still owed to us.
 * @param before what closes have posted until now
 * @param now what this close posts
 */
export function proveBalance(before: readonly Posting[], now: readonly Posting[], open: ReadonlyMap<Currency, OpenItems>): BalanceProof[] {
  const currencies = new Set([...before, ...now].map(({ currency }) => currency).concat([...open.keys()]));
  return [...currencies].toSorted().map((currency) => {
    const roll = rollOf(
      sumOf(before.filter((each) => each.currency === currency)),
      now.filter((each) => each.currency === currency),
    );
    const items = open.get(currency) ?? NOTHING_OPEN;
    const other = items.openTransactions + items.openBreaks + items.unpaidBatches + items.reservesHeld;
    return { currency, ...roll, ...items, off: roll.closing - other };
  });
}

function rollOf(opening: bigint, now: readonly Posting[]): BalanceRoll {
  const moved = (...kinds: readonly Posting["kind"][]): bigint => sumOf(now.filter(({ kind }) => kinds.includes(kind)));
  return {
    opening,
    payments: moved("payments"),
    refunds: moved("refunds"),
    fees: moved("fees"),
    adjustments: moved("chargebacks", "adjustments"),
    payouts: moved("payout"),
    conversions: moved("converted"),
    writeOffs: moved("write_off"),
    closing: opening + sumOf(now),
  };
}

/** What postings add to the money that QFPay owes us. */
function sumOf(postings: readonly Posting[]): bigint {
  return postings.reduce((sum, each) => sum + movementOf(each, "clearing") + movementOf(each, "reserve"), 0n);
}
