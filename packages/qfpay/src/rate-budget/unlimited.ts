import type { RateBudget } from "./rate-budget.ts";

/** A budget without limits, for rehearsals and measurements in which an hour's calls are made in a minute. */
export const unlimitedBudget: RateBudget = {
  acquire: async () => "granted",
  reportLimited: () => {},
  reportPassed: () => {},
  usage: () => ({
    nowMs: 0,
    perSecond: 0,
    perMinute: 0,
    limits: { perSecond: Number.POSITIVE_INFINITY, perMinute: Number.POSITIVE_INFINITY, sweepShare: 1 },
    waiting: { people: 0, sweep: 0 },
    blockedUntilMs: null,
  }),
};
