import { type TakingsSlot, takings } from "@tillbook/db/insights";
import { type Currency, money } from "@tillbook/domain/money";
import { addDays, MIDNIGHT, settlementDay, settlementDayBounds, settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import { type Context, requireRight } from "../context/index.ts";
import { moneyView } from "../orders/index.ts";
import type { TakingsView } from "../views/index.ts";

const HOUR_MS = 60 * 60_000;

/** A calendar day at UTC+8, and how many days are shown that end with it. */
export const readTakingsSchema = z.strictObject({ day: settlementDaySchema, days: z.int().min(1).max(92).default(14) });

/** What came in on one calendar day at UTC+8, hour by hour, beside the days that end with it. Sums never cross currencies. */
export async function readTakings(ctx: Context, query: z.output<typeof readTakingsSchema>): Promise<TakingsView> {
  requireRight(ctx.actor, "readOrders");
  const { from: hoursFrom, until } = settlementDayBounds(query.day, MIDNIGHT);
  const { from } = settlementDayBounds(addDays(query.day, 1 - query.days), MIDNIGHT);
  const slots = await takings(ctx.db.read.sql, ctx.account.id, { from, until, hoursFrom });
  const hours = slots.flatMap((slot) => (slot.hour === null ? [] : [{ ...slot, hour: slot.hour }]));
  const currencies = [...new Set(hours.map(({ currency }) => currency))];
  const today = currencies.map((currency) =>
    sumOf(
      currency,
      hours.filter((slot) => slot.currency === currency),
    ),
  );
  const before = slots.filter(({ hour }) => hour === null);
  return {
    day: query.day,
    totals: today.map(({ currency, paidMinor, paidCount, refundedMinor, refundedCount }) => ({
      currency,
      paid: moneyView(money(paidMinor, currency)),
      paidCount: Number(paidCount),
      refunded: moneyView(money(refundedMinor, currency)),
      refundedCount: Number(refundedCount),
      net: moneyView(money(paidMinor - refundedMinor, currency)),
    })),
    hours: hours.filter(hasPayments).map((slot) => ({ ...paidIn(slot), hour: hourOfDay(slot.hour, hoursFrom) })),
    days: [...before, ...today.map((sum) => ({ ...sum, day: hoursFrom }))].filter(hasPayments).map((slot) => ({
      ...paidIn(slot),
      day: settlementDay(slot.day, MIDNIGHT),
    })),
  };
}

type Sum = Omit<TakingsSlot, "day" | "hour">;

function sumOf(currency: Currency, slots: readonly Sum[]): Sum {
  const sum = { currency, paidMinor: 0n, paidCount: 0n, refundedMinor: 0n, refundedCount: 0n };
  for (const slot of slots) {
    sum.paidMinor += slot.paidMinor;
    sum.paidCount += slot.paidCount;
    sum.refundedMinor += slot.refundedMinor;
    sum.refundedCount += slot.refundedCount;
  }
  return sum;
}

function hasPayments(slot: Sum): boolean {
  return slot.paidCount !== 0n;
}

function paidIn({ currency, paidMinor, paidCount }: Sum) {
  return { currency, paid: moneyView(money(paidMinor, currency)), count: Number(paidCount) };
}

function hourOfDay(hour: Date, midnight: Date): number {
  return (hour.getTime() - midnight.getTime()) / HOUR_MS;
}
