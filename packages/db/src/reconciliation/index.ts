export { type Assignments, assignmentsOn, type StoredAssignment } from "./assignments.ts";
export type { BreakFilter, BreakPlace } from "./break-list.ts";
export type { CloseRowToKeep, StoredCloseRow } from "./close-rows.ts";
export type { CloseOutcome } from "./close-summary.ts";
export { type Closes, closesOn, type StoredClose } from "./closes.ts";
export { type EvidenceFiles, evidenceFilesOn } from "./evidence-files.ts";
export type { ExactTerms, Rest, RowsOfDay } from "./exact/index.ts";
export { type Ledger, ledgerOn } from "./ledger.ts";
export type { DayOfAccount } from "./load-books.ts";
export type { OurDay, Stretch, TheirDay } from "./month.ts";
export { type Months, monthsOn, type StoredMonth } from "./months.ts";
export type { ClosingDay, JudgedBatch } from "./open-items.ts";
export type { BookedByHand, OpenTransaction, Place } from "./prior-items.ts";
export type { StoredLine, StoredTransaction } from "./read-entries.ts";
export {
  type AuditRow,
  type CarriedRow,
  type ClockedRow,
  type DuplicateFileRow,
  type DuplicateRow,
  type FeeRow,
  type OpenBreakRow,
  type ReportStretch,
  type Reports,
  reportsOn,
  type ShiftRow,
  type SummaryRow,
  type WatermarkRow,
} from "./reports.ts";
export { type Resolutions, type ResolutionToKeep, type RulingsWanted, resolutionsOn, type StoredResolution } from "./resolutions.ts";
export type { StoredEntry, StoredRun } from "./rows.ts";
export { type Runs, runsOn } from "./runs.ts";
