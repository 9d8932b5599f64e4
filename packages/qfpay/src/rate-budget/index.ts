export { createRateBudget, type Priority, type RateBudget } from "./rate-budget.ts";
export { machineTimer, type RateTimer } from "./timer.ts";
export { QFPAY_LIMITS, type RateLimits } from "./windows.ts";
