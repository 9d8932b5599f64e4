export { type DryRun, dryRun } from "./dry-run.ts";
export { type ReadLens, readLens } from "./read-lens.ts";
export type {
  ChangedOutcome,
  ClockedView,
  DayShiftView,
  DecisionView,
  DryDayView,
  DryRunView,
  LensView,
} from "./views.ts";
