import type { Currency } from "../money/index.ts";
import { addDays, type SettlementDay } from "../time/index.ts";
import type { StatementLine } from "./line.ts";

/** A reserve row: what QFPay keeps back (negative) or gives free (positive), minor units of the settlement currency. */
export type ReserveLine = Pick<StatementLine, "lineType" | "tradeDate" | "settleDate" | "settleCurrency" | "settleMinor">;

/** One holding that is not released yet. `dueOn` is null where no contract says how long it is held. */
export type HeldReserve = { readonly heldOn: SettlementDay; readonly minor: bigint; readonly dueOn: SettlementDay | null };

/** The reserve of one currency over a stretch of days: opening + held − released = closing. */
export type ReserveRoll = {
  readonly currency: Currency;
  readonly opening: bigint;
  readonly held: bigint;
  readonly released: bigint;
  readonly closing: bigint;
  /** What makes up the closing sum, oldest first: releases free the oldest holdings. More released than held shows as a negative one. */
  readonly outstanding: readonly HeldReserve[];
};

/** Rolls reserves forward, currency by currency in alphabetical order. Rows after `last` do not count yet. */
export function rollReserves(
  lines: readonly ReserveLine[],
  stretch: { readonly first: SettlementDay; readonly last: SettlementDay; readonly reserveDays: number | null },
): ReserveRoll[] {
  const rows = lines.filter(({ lineType, tradeDate }) => isReserve(lineType) && tradeDate <= stretch.last);
  return [...Map.groupBy(rows, ({ settleCurrency }) => settleCurrency)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, group]) => {
      const before = group.filter(({ tradeDate }) => tradeDate < stretch.first);
      const within = group.filter(({ tradeDate }) => tradeDate >= stretch.first);
      const opening = -sumOf(before);
      const held = -sumOf(within.filter(({ lineType }) => lineType === "RESERVE_HOLD"));
      const released = sumOf(within.filter(({ lineType }) => lineType === "RESERVE_RELEASE"));
      return {
        currency,
        opening,
        held,
        released,
        closing: opening + held - released,
        outstanding: outstandingOf(group, stretch.reserveDays),
      };
    });
}

function outstandingOf(group: readonly ReserveLine[], reserveDays: number | null): HeldReserve[] {
  const ordered = group.toSorted((a, b) => (a.tradeDate < b.tradeDate ? -1 : a.tradeDate > b.tradeDate ? 1 : 0));
  let released = sumOf(ordered.filter(({ lineType }) => lineType === "RESERVE_RELEASE"));
  const holdings = ordered.flatMap((line): HeldReserve[] => {
    if (line.lineType !== "RESERVE_HOLD") return [];
    const freed = released < -line.settleMinor ? released : -line.settleMinor;
    released -= freed;
    const left = -line.settleMinor - freed;
    const dueOn = reserveDays === null ? null : addDays(line.settleDate, reserveDays);
    return left === 0n ? [] : [{ heldOn: line.tradeDate, minor: left, dueOn }];
  });
  const latest = ordered.at(-1);
  return released === 0n || latest === undefined ? holdings : [...holdings, { heldOn: latest.tradeDate, minor: -released, dueOn: null }];
}

function isReserve(lineType: ReserveLine["lineType"]): boolean {
  return lineType === "RESERVE_HOLD" || lineType === "RESERVE_RELEASE";
}

function sumOf(lines: readonly ReserveLine[]): bigint {
  return lines.reduce((sum, { settleMinor }) => sum + settleMinor, 0n);
}
