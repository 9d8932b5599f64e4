export { type BooksContext, deskRulesOf, rulesOf } from "./books-context.ts";
export {
  approveFileDecision,
  declineFileDecision,
  FILE_DECISIONS,
  type FileDecision,
  proposeFileDecision,
  supersedeDiff,
} from "./decide-file.ts";
export { requireOtherPerson, requirePerson, withdrawProposal } from "./four-eyes.ts";
export { type ImportStatement, importSetDown, importStatement } from "./import-statement.ts";
export { inspectFile, type LookIntoFile, listMappings, previewFile, saveMapping } from "./mappings.ts";
export { type PullBook, pullBook } from "./pull-book.ts";
export { fileDetail, listFiles, pageOfFiles } from "./read-files.ts";
export { readDisputes, readPayouts, readReserves } from "./read-payouts.ts";
export { settlementRouter } from "./router.ts";
export { type EnquiredTransaction, takeInEnquiry } from "./take-in-enquiry.ts";
export { takeInRows } from "./take-in-rows.ts";
export type {
  BankRowView,
  BatchView,
  DisputeView,
  FailedRowView,
  FiguresView,
  FileTotalsView,
  ImportProgressView,
  ImportView,
  PayoutsView,
  PayoutView,
  PulledView,
  PullPosition,
  ReserveView,
  StatementFileView,
  SupersedeDiffView,
  VersionRowView,
  VersionTotalsView,
} from "./views.ts";
