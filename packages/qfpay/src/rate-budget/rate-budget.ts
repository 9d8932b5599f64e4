import { createBackoff } from "./backoff.ts";
import type { RateTimer } from "./timer.ts";
import { createWindows, type RateLimits } from "./windows.ts";

/** Who waits for the answer. People go first; sweeps may use a share of the budget only. */
export type Priority = "people" | "sweep";

/**
 * The calls that one merchant may make: QFPay counts payments, refunds and enquiries together. docs/qfpay.md#rate-limit
 * Every process of a merchant must share one budget; this interface is what a shared store would implement.
 */
export interface RateBudget {
  /** Waits for room. "refused" when there will be none within `maxWaitMs`, at the latest by then; nothing was used up. */
  acquire(priority: Priority, maxWaitMs: number): Promise<"granted" | "refused">;
  /** QFPay answered 429: everybody pauses, longer each time. */
  reportLimited(): void;
  /** QFPay answered otherwise: the next pause starts small again. */
  reportPassed(): void;
  /** How full it is, for people who watch over it. */
  usage(): RateUsage;
}

/** How full a budget is. Moments are milliseconds of the budget's own timer, which counts from no particular time. */
export type RateUsage = {
  readonly nowMs: number;
  /** Calls in the last second and in the last minute. */
  readonly perSecond: number;
  readonly perMinute: number;
  readonly limits: RateLimits;
  /** Calls that wait for room. */
  readonly waiting: Readonly<Record<Priority, number>>;
  /** Nobody goes before this moment, because QFPay answered 429; null when nothing holds calls up. */
  readonly blockedUntilMs: number | null;
};

type Waiter = { readonly priority: Priority; readonly until: number; readonly settle: (answer: "granted" | "refused") => void };

/** A budget within this process. `random` in [0, 1) spreads pauses, so that several processes do not come back at once. */
export function createRateBudget(options: { limits: RateLimits; timer: RateTimer; random: () => number }): RateBudget {
  const { timer } = options;
  const windows = createWindows(options.limits);
  const backoff = createBackoff(options.random);
  let waiting: Waiter[] = []; // people before sweeps, each in order of arrival
  let cancelWake: (() => void) | null = null;

  function serve(): void {
    cancelWake?.();
    cancelWake = null;
    const now = timer.nowMs();
    const left: Waiter[] = [];
    for (const waiter of waiting) {
      const freeAt = Math.max(backoff.blockedUntil(), windows.freeAt(waiter.priority, now));
      if (freeAt <= now) {
        windows.note(waiter.priority, now);
        waiter.settle("granted");
      } else if (waiter.until <= now) waiter.settle("refused");
      else left.push(waiter);
    }
    waiting = left;
    wakeFor(left, now);
  }

  function wakeFor(left: readonly Waiter[], now: number): void {
    if (left.length === 0) return;
    let moment = Number.POSITIVE_INFINITY;
    for (const waiter of left) {
      moment = Math.min(moment, waiter.until, Math.max(backoff.blockedUntil(), windows.freeAt(waiter.priority, now)));
    }
    cancelWake = timer.after(Math.max(1, moment - now), serve);
  }

  function usage(): RateUsage {
    const nowMs = timer.nowMs();
    const until = backoff.blockedUntil();
    const sweep = waiting.filter((waiter) => waiter.priority === "sweep").length;
    return {
      nowMs,
      perSecond: windows.usedIn(1_000, nowMs),
      perMinute: windows.usedIn(60_000, nowMs),
      limits: options.limits,
      waiting: { people: waiting.length - sweep, sweep },
      blockedUntilMs: until > nowMs ? until : null,
    };
  }

  return {
    acquire(priority, maxWaitMs) {
      return new Promise((settle) => {
        const waiter: Waiter = { priority, until: timer.nowMs() + maxWaitMs, settle };
        const firstSweep = waiting.findIndex((other) => other.priority === "sweep");
        if (priority === "people" && firstSweep >= 0) waiting.splice(firstSweep, 0, waiter);
        else waiting.push(waiter);
        serve();
      });
    },
    reportLimited: () => backoff.limited(timer.nowMs()),
    reportPassed: () => backoff.passed(timer.nowMs()),
    usage,
  };
}
