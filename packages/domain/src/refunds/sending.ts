import { addDays } from "../time/index.ts";
import type { Refund } from "./refund.ts";
import { atTimeOfDay, calendarDay, type RefundRules } from "./rules.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What a plan is made from; `chance` in [0, 1) spreads what would otherwise all come at once. */
export type Plan = { readonly now: Date; readonly rules: RefundRules; readonly chance: number };

/** The end of QFPay's nightly pause when it holds at `now`, else null. */
export function blackoutEnd(now: Date, rules: RefundRules): Date | null {
  const { from, until } = rules.blackout;
  const today = calendarDay(now);
  const nights = [addDays(today, -1), today].map((day) => ({
    start: atTimeOfDay(day, from),
    end: atTimeOfDay(until > from ? day : addDays(day, 1), until),
  }));
  return nights.find(({ start, end }) => now >= start && now < end)?.end ?? null;
}

const AFTER_BLACKOUT_MS = 15 * SECOND_MS;
const SPREAD_MS = 2 * MINUTE_MS;
/** So far QFPay's clock and ours may be apart. */
const CLOCKS_APART_MS = 5 * MINUTE_MS;

/** When a refund that is decided now is sent: at once, or after the nightly pause. */
export function sendingTime({ now, rules, chance }: Plan): { at: Date; because: "blackout" | null } {
  const end = blackoutEnd(now, rules);
  return end === null ? { at: now, because: null } : { at: later(end, AFTER_BLACKOUT_MS + chance * SPREAD_MS), because: "blackout" };
}

const PAUSES_MIN = [15, 30, 60] as const;
const LONGEST_PAUSE_MIN = 120;

/**
 * When to send a refund again that QFPay refused for now: growing pauses while there are takings, else the next morning. Null when it
 * was tried for long enough.
 */
export function nextTry(refund: Pick<Refund, "sends" | "createdAt" | "decidedAt">, { now, rules, chance }: Plan): Date | null {
  if (now.getTime() >= givesUpAt(refund, rules).getTime()) return null;
  const pause = (PAUSES_MIN[refund.sends - 1] ?? LONGEST_PAUSE_MIN) * MINUTE_MS;
  return withinTries(later(now, pause * (1 + chance / 10)), { now, rules, chance });
}

/** When to send again what QFPay refused as sent during its nightly pause, by its own clock if not by ours. */
export function afterRefusedAtNight({ now, rules, chance }: Plan): Date {
  const end = blackoutEnd(now, rules) ?? blackoutEnd(later(now, CLOCKS_APART_MS), rules);
  return end === null ? later(now, CLOCKS_APART_MS + chance * SPREAD_MS) : later(end, AFTER_BLACKOUT_MS + chance * SPREAD_MS);
}

/** When a refund that QFPay keeps refusing for now has failed. */
export function givesUpAt(refund: Pick<Refund, "createdAt" | "decidedAt">, rules: RefundRules): Date {
  return later(refund.decidedAt ?? refund.createdAt, rules.giveUpAfterDays * DAY_MS);
}

function withinTries(at: Date, { rules, chance }: Plan): Date {
  const day = calendarDay(at);
  const morning = atTimeOfDay(day, rules.tries.from);
  if (at < morning) return later(morning, chance * 5 * MINUTE_MS);
  return at < atTimeOfDay(day, rules.tries.until) ? at : later(atTimeOfDay(addDays(day, 1), rules.tries.from), chance * 5 * MINUTE_MS);
}

function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + Math.round(ms));
}
