import type { Currency } from "../money/index.ts";
import type { SettlementDay } from "../time/index.ts";
import type { StatementLine } from "./line.ts";
import type { AnnouncedPayout } from "./standing.ts";

/** What one batch of an active file will pay out: the sum of its lines, minor units of the settlement currency. */
export type Batch = {
  readonly batchNo: string;
  readonly tradeDate: SettlementDay;
  readonly settleDate: SettlementDay;
  readonly currency: Currency;
  readonly settleMinor: bigint;
};

/** What rows of one batch pay together, and how much of it goes into or comes out of the reserve; minor units. */
export type BatchOfRows = {
  readonly batchNo: string;
  readonly settleDate: SettlementDay;
  readonly currency: Currency;
  readonly settleMinor: bigint;
  readonly reserveMinor: bigint;
};

type PayingRow = Pick<StatementLine, "batchNo" | "settleDate" | "settleCurrency" | "settleMinor" | "lineType">;

/** Gathers rows that pay into their batches, by day, batch and currency. */
export function batchesOfRows(rows: readonly PayingRow[]): BatchOfRows[] {
  const groups = Map.groupBy(rows, ({ settleDate, batchNo, settleCurrency }) => [settleDate, batchNo, settleCurrency].join("\u001f"));
  return [...groups]
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const sum = (of: readonly PayingRow[]): bigint => of.reduce((all, { settleMinor }) => all + settleMinor, 0n);
      const reserve = group.filter(({ lineType }) => lineType === "RESERVE_HOLD" || lineType === "RESERVE_RELEASE");
      const { batchNo, settleDate, settleCurrency: currency } = first;
      return [{ batchNo, settleDate, currency, settleMinor: sum(group), reserveMinor: sum(reserve) }];
    });
}

/** A payout with the batches that it consumes; broken when no run of batches from the oldest unpaid one adds up to it. */
export type PayoutMatch = {
  readonly payout: AnnouncedPayout;
  readonly status: "MATCHED" | "BROKEN";
  readonly batches: readonly Batch[];
  /** What was paid less what was due by its value date, minor units; zero when matched. */
  readonly differenceMinor: bigint;
};

export type PayoutPlan = {
  readonly payouts: readonly PayoutMatch[];
  /** Batches that no payout has consumed, oldest first: small ones roll over. */
  readonly unpaid: readonly Batch[];
};

/**
 * Ties payouts to batches: each consumes consecutive batches of its currency from the oldest unpaid one on, and never any other
 * choice of them. A payout that fits none consumes nothing, so that one fault does not shift all that follow.
 */
export function matchPayouts(batches: readonly Batch[], payouts: readonly AnnouncedPayout[]): PayoutPlan {
  let unpaid = batches.toSorted(compareBatches);
  const matches: PayoutMatch[] = [];
  for (const payout of payouts.toSorted(comparePayouts)) {
    const match = matchOne(payout, unpaid);
    unpaid = unpaid.filter((batch) => !match.batches.includes(batch));
    matches.push(match);
  }
  return { payouts: matches, unpaid };
}

function matchOne(payout: AnnouncedPayout, unpaid: readonly Batch[]): PayoutMatch {
  const due = unpaid.filter((batch) => batch.currency === payout.currency && batch.settleDate <= payout.valueDate);
  let sum = 0n;
  for (const [at, batch] of due.entries()) {
    sum += batch.settleMinor;
    if (sum === payout.amountMinor) return { payout, status: "MATCHED", batches: due.slice(0, at + 1), differenceMinor: 0n };
  }
  return { payout, status: "BROKEN", batches: [], differenceMinor: payout.amountMinor - sum };
}

function compareBatches(a: Batch, b: Batch): number {
  return compareText(a.settleDate, b.settleDate) || compareText(a.tradeDate, b.tradeDate) || compareText(a.batchNo, b.batchNo);
}

function comparePayouts(a: AnnouncedPayout, b: AnnouncedPayout): number {
  return compareText(a.valueDate, b.valueDate) || compareText(a.ref, b.ref);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
