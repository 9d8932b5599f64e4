export { readChecklist } from "./closing/checklist.ts";
export { approveClose, declineClose, proposeClose, stateNoActivity } from "./closing/close-day.ts";
export { diffCloses, readClose, readCloseRows, readDayState } from "./closing/read-closes.ts";
export { approveReopen, declineReopen, proposeReopen } from "./closing/reopen-day.ts";
export type { CloseView, DayStateView, VersionDiffView } from "./closing/views.ts";
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
