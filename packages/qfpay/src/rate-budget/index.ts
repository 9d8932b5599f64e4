export { createRateBudget, type Priority, type RateBudget, type RateUsage } from "./rate-budget.ts";
export { machineTimer, type RateTimer } from "./timer.ts";
export { unlimitedBudget } from "./unlimited.ts";
export { QFPAY_LIMITS, type RateLimits } from "./windows.ts";
