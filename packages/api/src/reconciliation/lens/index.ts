export { type DryRun, dryRun } from "./dry-run.ts";
export { type ReadLens, readLens } from "./read-lens.ts";
export { readRules } from "./read-rules.ts";
export type {
  ChangedOutcome,
  ClockedView,
  DayShiftView,
  DecisionView,
  DryDayView,
  DryRunView,
  LensView,
  RulesInForceView,
} from "./views.ts";
