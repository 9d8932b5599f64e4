export { digestLedger } from "./digest-ledger.ts";
export { headerSignature } from "./header-signature.ts";
export { type InspectedTable, type Inspection, inspectStatement } from "./inspect-statement.ts";
export { removeLeftBehind } from "./left-behind.ts";
export { Refusal, STATEMENT_LIMITS, type StatementLimits } from "./limits.ts";
export { type Container } from "./open-tables.ts";
export { type Preview, previewStatement } from "./preview-statement.ts";
export { type KnownMapping } from "./profile-choice.ts";
export { PROFILE_NAMES } from "./profiles/index.ts";
export { type ReadOptions, readStatement, type StatementReading } from "./read-statement.ts";
export {
  type LineSink,
  type ReadBankLine,
  type ReadFundFlow,
  type ReadLine,
  type ReadRow,
  type ReadTransaction,
  type StatementSinks,
} from "./sinks.ts";
export { filePieces, type SetDown, type Spooled, setDownAt, spool } from "./spool.ts";
export { readSheet, type SheetRow } from "./workbook/read-sheet.ts";
