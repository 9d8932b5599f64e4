import { z } from "zod";
import { wireFromInstant } from "./wire-time.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A calendar day `YYYY-MM-DD` at UTC+8. */
export const settlementDaySchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => {
    const at = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
  })
  .brand<"SettlementDay">();
export type SettlementDay = z.infer<typeof settlementDaySchema>;

/** Time of day `hh:mm:ss` at UTC+8 at which a settlement day ends and the next begins. */
export const cutoffSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/)
  .brand<"Cutoff">();
export type Cutoff = z.infer<typeof cutoffSchema>;
export const MIDNIGHT = cutoffSchema.parse("00:00:00");

/**
 * The settlement day that an instant belongs to. With cut-off 00:00:00 day D is [D 00:00, D+1 00:00) at UTC+8;
 * with any other cut-off c it is [D−1 c, D c). Pass `sysdtm`: no other clock decides the day.
 */
export function settlementDay(sysdtm: Date, cutoff: Cutoff): SettlementDay {
  const wire = wireFromInstant(sysdtm);
  const day = settlementDaySchema.parse(wire.slice(0, 10));
  return cutoff !== MIDNIGHT && wire.slice(11) >= cutoff ? addDays(day, 1) : day;
}

/** First instant of a settlement day and first instant after it. */
export function settlementDayBounds(day: SettlementDay, cutoff: Cutoff): { from: Date; until: Date } {
  const first = cutoff === MIDNIGHT ? day : addDays(day, -1);
  const from = new Date(`${first}T${cutoff}+08:00`);
  return { from, until: new Date(from.getTime() + DAY_MS) };
}

/** The day `count` calendar days later (earlier when negative). */
export function addDays(day: SettlementDay, count: number): SettlementDay {
  return settlementDaySchema.parse(new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10));
}
