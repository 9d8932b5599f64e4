const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** Pauses after HTTP 429: each twice the one before, up to a minute, spread over its second half by `random`. */
export function createBackoff(random: () => number) {
  let inARow = 0;
  let until = 0;
  return {
    blockedUntil: () => until,
    /** Calls under way when the pause began are refused too; together they are one refusal. */
    limited(now: number): void {
      if (now < until) return;
      const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** inARow);
      inARow += 1;
      until = now + pauseMs * (0.5 + random() / 2);
    },
    passed(now: number): void {
      if (now >= until) inARow = 0;
    },
  };
}
