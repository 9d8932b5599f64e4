import type { SettlementDay } from "../../time/index.ts";
import type { RulingAction } from "../rulings/index.ts";

/** Where the work on a break stands. CARRIED: settled as a matter of time. REOPENED: it was settled, and that holds no more. */
export const BREAK_STATES = ["OPEN", "CLAIMED", "PROPOSED", "CARRIED", "RESOLVED", "REOPENED"] as const;
export type BreakState = (typeof BREAK_STATES)[number];

/** What is known of the work on one break. */
export type BreakHistory = {
  /** The resolution that the run has applied. */
  readonly applied: RulingAction | null;
  /** A proposal waits for a second person, and its facts still hold. */
  readonly isProposed: boolean;
  /** It was raised with the provider, and that was not taken back. */
  readonly isClaimed: boolean;
  /** Something settled it once. */
  readonly wasSettled: boolean;
};

export function breakStateOf({ applied, isProposed, isClaimed, wasSettled }: BreakHistory): BreakState {
  if (applied !== null) return applied === "CARRY" ? "CARRIED" : "RESOLVED";
  if (isProposed) return "PROPOSED";
  if (isClaimed) return "CLAIMED";
  return wasSettled ? "REOPENED" : "OPEN";
}

/** Age classes of open breaks, in calendar days from the settlement day on. */
export const AGES = ["0-1", "2-3", "4-7", "8-30", "over 30"] as const;
export type Age = (typeof AGES)[number];

const DAY_MS = 86_400_000;

/** Calendar days from one settlement day to another. */
export function daysBetween(from: SettlementDay, until: SettlementDay): number {
  return Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

export function ageOf(settleDay: SettlementDay, today: SettlementDay): Age {
  const days = daysBetween(settleDay, today);
  if (days <= 1) return "0-1";
  if (days <= 3) return "2-3";
  if (days <= 7) return "4-7";
  return days <= 30 ? "8-30" : "over 30";
}
