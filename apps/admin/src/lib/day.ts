import { addDays, MIDNIGHT, type SettlementDay, settlementDay, settlementDayBounds, settlementDaySchema } from "@tillbook/domain/time";

const HOUR_MS = 60 * 60 * 1000;

/** The calendar day at UTC+8 that is running now. */
export function today(now: Date): SettlementDay {
  return settlementDay(now, MIDNIGHT);
}

/** The instants a calendar day at UTC+8 spans, as ISO text: first and first after. */
export function daySpan(day: string): { from: string; to: string } {
  const { from, until } = settlementDayBounds(settlementDaySchema.parse(day), MIDNIGHT);
  return { from: from.toISOString(), to: until.toISOString() };
}

/** The instants of one clock hour (0–23 at UTC+8) of a day. */
export function hourSpan(day: string, hour: number): { from: string; to: string } {
  const from = new Date(daySpan(day).from).getTime() + hour * HOUR_MS;
  return { from: new Date(from).toISOString(), to: new Date(from + HOUR_MS).toISOString() };
}

export function dayAfter(day: string, count: number): SettlementDay {
  return addDays(settlementDaySchema.parse(day), count);
}

/** "2026-03" of "2026-03-10". */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** The month `count` months later, as `YYYY-MM`. */
export function monthAfter(month: string, count: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`;
}
