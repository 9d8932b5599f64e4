import type { Currency } from "@tillbook/domain/money";
import { MIDNIGHT, type SettlementDay, settlementDayBounds } from "@tillbook/domain/time";
import { createDice } from "./dice.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How an order of the rehearsed day goes. `pays` is when the customer confirms. */
export type PlannedOrder = {
  at: Date;
  amount: string;
  currency: Currency;
  face: "qr" | "link";
  fate: "pays" | "leaves" | "is_cancelled" | "fails_then_leaves";
  paysAt: Date;
  /** Parts given back later, in major units of the order's amount. */
  refunds: { at: Date; part: "half" | "rest" }[];
};

export type DayAsked = {
  readonly day: SettlementDay;
  readonly orders: number;
  readonly seed: number;
  /** Besides HKD, which most orders are in. */
  readonly otherCurrency?: Currency | undefined;
  /** Nobody buys around midnight. */
  readonly endsEarly?: boolean | undefined;
};

/** A whole trading day from opening to the small hours: the same seed gives the same day. A few orders straddle midnight. */
export function planDay({ day, orders: count, seed, otherCurrency, endsEarly = false }: DayAsked): PlannedOrder[] {
  const dice = createDice(seed);
  const { from, until } = settlementDayBounds(day, MIDNIGHT);
  const straddling = endsEarly ? 0 : Math.max(1, Math.round(count / 50));
  const late = endsEarly ? 0 : Math.max(1, Math.round(count / 60));
  return Array.from({ length: count }, (_, index): PlannedOrder => {
    if (index < straddling) return straddlingOrder(until, dice.between(1, 110), dice.between(500, 9_999));
    if (index < straddling + late) return nightOrder(until, dice.between(1, 900), dice.between(500, 9_999)); // after the cut-off: the next day's
    const at = new Date(from.getTime() + dice.between(8 * 60, 22 * 60) * MINUTE + dice.between(0, 59) * SECOND);
    const roll = dice.next();
    const fate = roll < 0.84 ? "pays" : roll < 0.92 ? "leaves" : roll < 0.97 ? "is_cancelled" : "fails_then_leaves";
    const minor = dice.between(100, 150_000);
    const refunds = fate === "pays" && dice.chance(0.09) ? refundsAfter(at, until, dice.chance(0.5)) : [];
    return {
      at,
      amount: major(minor),
      currency: otherCurrency !== undefined && index % 6 === 5 ? otherCurrency : "HKD",
      face: dice.chance(0.3) ? "link" : "qr",
      fate,
      paysAt: new Date(at.getTime() + dice.between(5, 240) * SECOND),
      refunds,
    };
  }).toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** Made seconds before midnight, paid after it: it settles by when QFPay took the order. */
function straddlingOrder(midnight: Date, seconds: number, minor: number): PlannedOrder {
  const at = new Date(midnight.getTime() - seconds * SECOND);
  return {
    at,
    amount: major(minor),
    currency: "HKD",
    face: "qr",
    fate: "pays",
    paysAt: new Date(midnight.getTime() + seconds * SECOND),
    refunds: [],
  };
}

function nightOrder(midnight: Date, seconds: number, minor: number): PlannedOrder {
  const at = new Date(midnight.getTime() + seconds * SECOND);
  return { at, amount: major(minor), currency: "HKD", face: "qr", fate: "pays", paysAt: new Date(at.getTime() + 20 * SECOND), refunds: [] };
}

/** In the evening, when takings are there to give back from, and before QFPay's blackout of 23:30. */
function refundsAfter(at: Date, midnight: Date, inTwo: boolean): PlannedOrder["refunds"] {
  const evening = new Date(Math.max(at.getTime() + 10 * MINUTE, midnight.getTime() - 100 * MINUTE));
  const first = { at: evening, part: inTwo ? ("half" as const) : ("rest" as const) };
  return inTwo ? [first, { at: new Date(evening.getTime() + 5 * MINUTE), part: "rest" }] : [first];
}

function major(minor: number): string {
  return `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;
}
