export { dayResult, listDays, readDay, readEntries } from "./read-days.ts";
export { reconciliationRouter } from "./router.ts";
export { type RunDay, runDay } from "./run-day.ts";
export type {
  DayProofView,
  DayRow,
  DayRun,
  DayView,
  EntryKind,
  EntryPage,
  EntryView,
  ExplanationView,
  FileProofView,
  LineView,
  ResultDocument,
  TransactionView,
} from "./views.ts";
