const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses after the first attempt, the second, and so on: 2 days and 19 hours in all. */
const PAUSES_MS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
  16 * HOUR,
  23 * HOUR,
] as const;

/** Each pause is made longer by up to a fifth, so that what failed together does not come back together. */
const JITTER = 0.2;

/** When an endpoint has failed so long without one success, it is paused. */
export const FAILING_TOO_LONG_MS = 5 * 24 * HOUR;

/** So long the secret before still signs beside the new one, unless somebody ends it sooner. */
export const BOTH_SECRETS_SIGN_MS = 24 * HOUR;

/**
 * When a delivery that failed is sent again; null when it has been tried for long enough.
 * @param tries how often it was sent, this time included
 * @param chance from 0 up to 1, new for each call
 */
export function nextAttempt(tries: number, now: Date, chance: number): Date | null {
  const pause = PAUSES_MS[tries - 1];
  return pause === undefined ? null : new Date(now.getTime() + pause * (1 + JITTER * chance));
}

/** Whether an endpoint that fails since then should be paused. */
export function hasFailedTooLong(failingSince: Date, now: Date): boolean {
  return now.getTime() - failingSince.getTime() >= FAILING_TOO_LONG_MS;
}
