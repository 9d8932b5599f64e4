/**
 * Where a statement file stands. Only ACTIVE and ACTIVE_LATE files take part in a run;
 * DUPLICATE and REFUSED are answers to an upload of which nothing but the attempt is kept.
 */
export const FILE_STATUSES = [
  "ACTIVE",
  "ACTIVE_LATE",
  "QUARANTINED",
  "PENDING_SUPERSEDE",
  "SUPERSEDED",
  "SAME_CONTENT",
  "DUPLICATE",
  "REFUSED",
  "REJECTED",
] as const;
export type FileStatus = (typeof FILE_STATUSES)[number];

/** Why no line of a file takes part until two people release it. */
export const QUARANTINE_REASONS = ["CONTROL_TOTAL", "UNPARSED_LINE", "ID_PRECISION_LOST", "MIXED_CURRENCY_TOTAL", "WRONG_ACCOUNT"] as const;
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number];

/** Why a file was not taken in at all. The same bytes may be uploaded again. */
export type RefusalReason =
  | "NO_PROFILE"
  | "TOO_LARGE"
  | "TOO_MANY_ROWS"
  | "CELL_TOO_LONG"
  | "TOO_MANY_COLUMNS"
  | "UNREADABLE_TEXT"
  | "EMPTY";

/** What a refused file looks like instead, so that the screen can say what to do. */
export const REFUSAL_HINTS = [
  "PERSONAL_WALLET_EXPORT",
  "HTML",
  "PDF",
  "XLS",
  "IMAGE",
  "JSON",
  /** Encrypted archive or workbook. */
  "PASSWORD",
  "DAMAGED_ARCHIVE",
  /** It grows beyond all measure when unpacked. */
  "ARCHIVE_BOMB",
  "NESTED_ARCHIVE",
  /** An archive (or workbook) in which no file (or sheet) can be read. */
  "NO_TABLE_INSIDE",
  /** An archive (or workbook) with several that can be read: one must be chosen. */
  "SEVERAL_TABLES",
  "MISSING_COLUMNS",
  "REPEATED_COLUMN",
  "UNKNOWN_COLUMNS",
  /** Days and months could change places, and the mapping does not say which is which. */
  "AMBIGUOUS_DATES",
  /** Readable, but not what this import takes. */
  "SETTLEMENT_STATEMENT",
  "TRANSACTION_DATA",
  "BANK_STATEMENT",
  "FUND_FLOW",
] as const;
export type RefusalHint = (typeof REFUSAL_HINTS)[number];

/** Whether the totals a file declares about itself agree with its rows. NONE: it declares none. */
export const CONTROL_TOTALS = ["OK", "FAILED", "NONE", "NOT_EVALUATED"] as const;
export type ControlTotals = (typeof CONTROL_TOTALS)[number];

/** Text encodings that a file may come in. */
export const ENCODINGS = ["UTF-8", "UTF-8-BOM", "UTF-16LE", "UTF-16BE", "GB18030", "BIG5"] as const;
export type StatementEncoding = (typeof ENCODINGS)[number];

/** Why one row could not be read. */
export const ROW_FAULTS = [
  "REQUIRED",
  "NOT_A_DATE",
  "NOT_A_TIME",
  "NOT_AN_AMOUNT",
  "TOO_MANY_DECIMALS",
  "AMOUNT_TOO_LARGE",
  "NOT_A_RATE",
  "UNKNOWN_CURRENCY",
  "UNKNOWN_LINE_TYPE",
  /** The sign of an amount says something else than the type of its row. */
  "SIGN_CONFLICT",
  "TOO_LONG",
  "CELL_COUNT",
  "BROKEN_QUOTES",
  "UNKNOWN_CONTROL_ROW",
  "REPEATED_TOTAL",
  "ID_PRECISION_LOST",
] as const;
export type RowFault = (typeof ROW_FAULTS)[number];
