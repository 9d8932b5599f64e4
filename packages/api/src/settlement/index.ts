export { type BooksContext, rulesOf } from "./books-context.ts";
export { type ImportStatement, importStatement } from "./import-statement.ts";
export { fileDetail, listFiles } from "./read-files.ts";
export { settlementRouter } from "./router.ts";
export { type EnquiredTransaction, takeInEnquiry } from "./take-in-enquiry.ts";
export type { FailedRowView, FiguresView, FileTotalsView, ImportProgressView, ImportView, StatementFileView } from "./views.ts";
