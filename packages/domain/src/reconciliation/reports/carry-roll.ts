import type { Currency } from "../../money/index.ts";
import { addDays, type SettlementDay } from "../../time/index.ts";

/** A transaction that no row of its own day's file settles. Minor units; a refund's negative. */
export type CarriedForward = {
  readonly currency: Currency;
  readonly minor: bigint;
  readonly from: SettlementDay;
  /** The day that settled it or wrote it off; null while it is open. */
  readonly endedOn: SettlementDay | null;
};

/** What is waited for over one day: opening + opened − ended = closing. */
export type CarryRoll = {
  readonly settleDay: SettlementDay;
  readonly currency: Currency;
  readonly opening: bigint;
  readonly opened: bigint;
  readonly ended: bigint;
  readonly closing: bigint;
};

/** Rolls carried items forward, day by day in every currency. What another day had settled before was never waited for. */
export function rollCarried(items: readonly CarriedForward[], stretch: { first: SettlementDay; last: SettlementDay }): CarryRoll[] {
  const waited = items.filter(({ from, endedOn }) => endedOn === null || endedOn > from);
  const currencies = [...new Set(waited.map(({ currency }) => currency))].toSorted();
  return daysOf(stretch).flatMap((settleDay) =>
    currencies.map((currency): CarryRoll => {
      const own = waited.filter((item) => item.currency === currency);
      const isEnded = ({ endedOn }: CarriedForward, by: (day: SettlementDay) => boolean): boolean => endedOn !== null && by(endedOn);
      const opening = sumOf(own.filter((item) => item.from < settleDay && !isEnded(item, (day) => day < settleDay)));
      const opened = sumOf(own.filter(({ from }) => from === settleDay));
      const ended = sumOf(own.filter((item) => isEnded(item, (day) => day === settleDay)));
      return { settleDay, currency, opening, opened, ended, closing: opening + opened - ended };
    }),
  );
}

/** Every day of a stretch, both ends included. */
export function daysOf({ first, last }: { first: SettlementDay; last: SettlementDay }): SettlementDay[] {
  const days: SettlementDay[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

function sumOf(items: readonly CarriedForward[]): bigint {
  return items.reduce((sum, { minor }) => sum + minor, 0n);
}
