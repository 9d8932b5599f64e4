import { addDays, type SettlementDay } from "../../time/index.ts";
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

/** The settlement days of breaks of an age, both included; null where there is no end. */
export function daysOfAge(age: Age, today: SettlementDay): { readonly first: SettlementDay | null; readonly last: SettlementDay | null } {
  const ago = (days: number): SettlementDay => addDays(today, -days);
  switch (age) {
    case "0-1":
      return { first: ago(1), last: null };
    case "2-3":
      return { first: ago(3), last: ago(2) };
    case "4-7":
      return { first: ago(7), last: ago(4) };
    case "8-30":
      return { first: ago(30), last: ago(8) };
    case "over 30":
      return { first: null, last: ago(31) };
  }
}

export function ageOf(settleDay: SettlementDay, today: SettlementDay): Age {
  const days = daysBetween(settleDay, today);
  if (days <= 1) return "0-1";
  if (days <= 3) return "2-3";
  if (days <= 7) return "4-7";
  return days <= 30 ? "8-30" : "over 30";
}
