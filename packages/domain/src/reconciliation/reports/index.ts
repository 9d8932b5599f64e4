export type { FeeBase } from "../checks/fee.ts";
export { type CarriedForward, type CarryRoll, daysOf, rollCarried } from "./carry-roll.ts";
export { effectiveRate, explainDrift, type FeeDrift, type FeeLine, feeByContract, feeOfLines } from "./fee-drift.ts";
export { REPORT_NAMES, type ReportName } from "./report-names.ts";
export {
  STATEMENT_ITEMS,
  type StatementFigures,
  type StatementItem,
  type StatementItemCode,
  statementItems,
} from "./statement-items.ts";
