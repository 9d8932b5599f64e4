export { BANK_CODES, type BankCode, type BankLine, type BankOutcome, matchBank } from "./bank.ts";
export { addBusinessDays, graceEnd, isBusinessDay, valueDate } from "./calendar.ts";
export { addsCurrencies, checkTotals, type TotalsCheck } from "./control-totals.ts";
export { type Decimal, decimalText, minorExactly, minorRounded, multiply, parseDecimal, parseRate, type Rounding } from "./decimal.ts";
export { feeOn, feeReturned } from "./fee.ts";
export {
  addFigures,
  countLine,
  type Figures,
  type FiguresByCurrency,
  figuresText,
  isNothing,
  NOTHING,
  subtractFigures,
} from "./figures.ts";
export {
  CONTROL_TOTALS,
  type ControlTotals,
  ENCODINGS,
  FILE_STATUSES,
  type FileStatus,
  QUARANTINE_REASONS,
  type QuarantineReason,
  type RefusalHint,
  type RefusalReason,
  ROW_FAULTS,
  type RowFault,
  type StatementEncoding,
} from "./file-status.ts";
export { LINE_TYPES, type LineType, type StatementLine } from "./line.ts";
export { type Batch, matchPayouts, type PayoutMatch, type PayoutPlan } from "./payouts.ts";
export {
  type BusinessCalendar,
  businessCalendarSchema,
  type FeeContract,
  feeContractSchema,
  type SettlementRules,
  settlementRulesSchema,
  type Tolerance,
  toleranceSchema,
  type Weekday,
} from "./rules.ts";
export { type AnnouncedPayout, type FailedRow, type FileReading, type KnownFile, type Standing, standingOf } from "./standing.ts";
