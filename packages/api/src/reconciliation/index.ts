export { assignBreaks } from "./breaks/assign.ts";
export { proposeBankRow } from "./breaks/bank-rows.ts";
export { approveResolutions, rejectResolutions, reverseResolution } from "./breaks/decide.ts";
export { createInternal, type EnquireBreak, enquireBreak } from "./breaks/enquire.ts";
export { keepEvidenceFile, readEvidenceFile } from "./breaks/evidence-files.ts";
export { type Proposed, type ProposeResolutions, proposeResolutions } from "./breaks/propose.ts";
export { countOpenBreaks, type ListBreaks, listBreaks, waitingResolutions } from "./breaks/read-breaks.ts";
export { readSuggestions } from "./breaks/suggest.ts";
export type {
  BreakPage,
  BreakPosition,
  BreakView,
  DecidedView,
  EvidenceFileView,
  LedgerEntryView,
  ResolutionView,
  SuggestionView,
} from "./breaks/views.ts";
export { readChecklist } from "./closing/checklist.ts";
export { approveClose, declineClose, proposeClose, stateNoActivity } from "./closing/close-day.ts";
export {
  approveMonthClose,
  approveMonthReopen,
  declineMonth,
  proposeMonthClose,
  proposeMonthReopen,
  readMonth,
} from "./closing/close-month.ts";
export { type CertificateFile, exportCertificates } from "./closing/export-certificates.ts";
export type { MonthCloseView, MonthPointView, MonthView } from "./closing/month-views.ts";
export { readBalances } from "./closing/read-balances.ts";
export { diffCloses, readClose, readCloseRows, readDayState } from "./closing/read-closes.ts";
export { type CloseOutcomeView, readSealedClose, type SealedCloseView } from "./closing/read-sealed-close.ts";
export { approveReopen, declineReopen, proposeReopen } from "./closing/reopen-day.ts";
export type { BalanceView, CloseView, DayStateView, VersionDiffView } from "./closing/views.ts";
export { exportJournals, readJournals } from "./journals/read-journals.ts";
export type { JournalExportView, JournalLineView, JournalView } from "./journals/views.ts";
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
  PriorDayItem,
  ResultDocument,
  TransactionView,
} from "./views.ts";
