import { createRateBudget, machineTimer, QFPAY_LIMITS, type RateBudget, unlimitedBudget } from "@tillbook/qfpay/rate-budget";

/**
 * The creations that are measured would meet QFPay's limits within a second, and then the budget would be measured instead of the
 * product: only what the product does beside them by its own clock keeps to the limits, as it does wherever it runs.
 */
export function budgetOfSweepsOnly(): RateBudget {
  const sweeps = createRateBudget({ limits: QFPAY_LIMITS, timer: machineTimer, random: Math.random });
  return { ...sweeps, acquire: (priority, maxWaitMs) => (priority === "people" ? unlimitedBudget : sweeps).acquire(priority, maxWaitMs) };
}
