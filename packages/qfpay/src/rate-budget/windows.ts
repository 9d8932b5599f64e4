import type { Priority } from "./rate-budget.ts";

/** Calls per second and per minute, and the part of each that sweeps may use at most (0 to 1). */
export type RateLimits = { readonly perSecond: number; readonly perMinute: number; readonly sweepShare: number };

/**
 * QFPay's limits per merchant. docs/qfpay.md#rate-limit
 * Three quarters for sweeps: at four payments a call a thousand open ones are asked about within the minute after an outage. People go
 * first all the same.
 */
export const QFPAY_LIMITS: RateLimits = { perSecond: 100, perMinute: 400, sweepShare: 0.75 };

/** Remembers the calls of the last minute and says when the next one fits into both sliding windows. Times in milliseconds. */
export function createWindows(limits: RateLimits) {
  const all: number[] = [];
  const sweeps: number[] = [];

  function freeFor(calls: readonly number[], share: number): number {
    return Math.max(
      freeIn(calls, Math.floor(limits.perSecond * share), 1_000),
      freeIn(calls, Math.floor(limits.perMinute * share), 60_000),
    );
  }

  return {
    freeAt(priority: Priority, now: number): number {
      for (const calls of [all, sweeps]) while (calls[0] !== undefined && calls[0] <= now - 60_000) calls.shift();
      return priority === "people" ? freeFor(all, 1) : Math.max(freeFor(all, 1), freeFor(sweeps, limits.sweepShare));
    },
    /** Calls within the `spanMs` before now. */
    usedIn(spanMs: number, now: number): number {
      return all.filter((at) => at > now - spanMs).length;
    },
    note(priority: Priority, now: number): void {
      all.push(now);
      if (priority === "sweep") sweeps.push(now);
    },
  };
}

/** The first moment at which a further call leaves no more than `count` calls in the `spanMs` before it. */
function freeIn(calls: readonly number[], count: number, spanMs: number): number {
  if (count < 1) return Number.POSITIVE_INFINITY;
  const oldest = calls.at(-count);
  return oldest === undefined ? 0 : oldest + spanMs;
}
