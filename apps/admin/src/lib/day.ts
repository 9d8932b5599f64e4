import { addDays, type Cutoff, cutoffSchema, MIDNIGHT, type SettlementDay, settlementDay, settlementDayBounds, settlementDaySchema } from "@tillbook/domain/time";

const HOUR_MS = 60 * 60 * 1000;

/** Reads the account's cut-off as the server sends it; midnight if it cannot be read. */
export function cutoffFrom(text: string): Cutoff {
  const read = cutoffSchema.safeParse(text.length === 5 ? `${text}:00` : text);
  return read.success ? read.data : MIDNIGHT;
}

/** The settlement day that is running now. */
export function today(cutoff: string, now: Date): SettlementDay {
  return settlementDay(now, cutoffFrom(cutoff));
}

/** The instants a settlement day spans, as ISO text: first and first after. */
export function daySpan(day: string, cutoff: string): { from: string; to: string } {
  const { from, until } = settlementDayBounds(settlementDaySchema.parse(day), cutoffFrom(cutoff));
  return { from: from.toISOString(), to: until.toISOString() };
}

/** The instants of one clock hour (0–23 at UTC+8) within a settlement day; hours from the cut-off on lie on the evening before. */
export function hourSpan(day: string, hour: number, cutoff: string): { from: string; to: string } {
  const at = settlementDaySchema.parse(day);
  const { until } = settlementDayBounds(at, cutoffFrom(cutoff));
  const onDay = new Date(`${at}T${String(hour).padStart(2, "0")}:00:00+08:00`);
  const from = onDay.getTime() < until.getTime() ? onDay : new Date(onDay.getTime() - 24 * HOUR_MS);
  return { from: from.toISOString(), to: new Date(from.getTime() + HOUR_MS).toISOString() };
}

/** A calendar day at UTC+8 as instants, for date filters: midnight to midnight, whatever the cut-off. */
export function calendarSpan(day: string): { from: string; to: string } {
  return daySpan(day, MIDNIGHT);
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
