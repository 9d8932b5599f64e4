export { BANK_CODES, type BankCode, type BankDecisions, type BankLine, type BankOutcome, matchBank } from "./bank.ts";
export { addBusinessDays, graceEnd, isBusinessDay, valueDate } from "./calendar.ts";
export { type ContractedRow, contractFor, hasContracts } from "./contracts.ts";
export {
  addsCurrencies,
  type BatchPart,
  checkTotals,
  judgeBatch,
  type NamedTotal,
  namedTotalsAgree,
  type TotalsCheck,
} from "./control-totals.ts";
export { type DayBasis, dayBasisAmong, dayBasisOf } from "./day-basis.ts";
export { type Decimal, decimalText, minorExactly, minorRounded, multiply, parseDecimal, parseRate, type Rounding } from "./decimal.ts";
export { type Dispute, type DisputeLine, type DisputeRow, disputesOf, reversedDisputes } from "./disputes.ts";
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
  REFUSAL_HINTS,
  type RefusalHint,
  type RefusalReason,
  ROW_FAULTS,
  type RowFault,
  type StatementEncoding,
} from "./file-status.ts";
export { standingAfterCloses } from "./late.ts";
export {
  type FundFlowLine,
  LINE_TYPES,
  type LineType,
  STATEMENT_CONTENTS,
  type StatementContent,
  type StatementLine,
  type TransactionLine,
} from "./line.ts";
export { lineDigests, type TextHash } from "./line-digest.ts";
export {
  BANK_FIELDS,
  type BankField,
  CELL_TRANSFORMS,
  type ColumnMapping,
  type ColumnMappingJson,
  LINE_FIELDS,
  type LineField,
  type MappingField,
  mappingJsonSchema,
  NEGATIVE_STYLES,
} from "./mapping.ts";
export { type FiledPayout, payoutDay, payoutOfLine, payoutsOnce } from "./payout-lines.ts";
export { type Batch, type BatchOfRows, batchesOfRows, matchPayouts, type PayoutMatch, type PayoutPlan } from "./payouts.ts";
export { type HeldReserve, type ReserveLine, type ReserveRoll, rollReserves } from "./reserves.ts";
export {
  type BusinessCalendar,
  businessCalendarSchema,
  type DeskRules,
  deskRulesSchema,
  type FeeContract,
  type FeeTerms,
  feeContractSchema,
  feeTermsSchema,
  type SettlementRules,
  settlementRulesSchema,
  type Tolerance,
  toleranceSchema,
  type Weekday,
} from "./rules.ts";
export { type AnnouncedPayout, type FailedRow, type FileReading, type KnownFile, type Standing, standingOf } from "./standing.ts";
export { diffVersions, type VersionDiff, type VersionLine, type VersionTotals, versionTotals } from "./supersede.ts";
