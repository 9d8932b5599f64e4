import { toWireTime } from "../wire/index.ts";

const DAY_MS = 86_400_000;

/**
 * The settlement day (`YYYY-MM-DD`) of a `sysdtm`: its UTC+8 day for a cut-off of 00:00:00, otherwise the day on which
 * the next cut-off falls. docs/qfpay.md#settlement
 */
export function settlementDay(sysdtm: Date, cutOff: string): string {
  const text = toWireTime(sysdtm);
  const day = text.slice(0, 10);
  return cutOff === "00:00:00" || text.slice(11) < cutOff ? day : dayAfter(day);
}

/** The next Monday to Friday after a day. Public holidays are not kept. */
export function nextBusinessDay(day: string): string {
  const next = dayAfter(day);
  const weekday = new Date(`${next}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 ? nextBusinessDay(next) : next;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}
