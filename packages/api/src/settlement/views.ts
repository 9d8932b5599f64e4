import type { Currency } from "@tillbook/domain/money";
import type {
  BankCode,
  ControlTotals,
  FileStatus,
  LineType,
  QuarantineReason,
  RefusalHint,
  RefusalReason,
  RowFault,
  StatementContent,
  StatementEncoding,
} from "@tillbook/domain/settlement";
import type { SettlementDay } from "@tillbook/domain/time";

/** Count and sums; amounts as decimal text in major units of the currency beside them. */
export type FiguresView = { lines: number; gross: string; fee: string; net: string };

/** What a file declares about one currency and what its rows add up to. `difference` is counted less declared. */
export type FileTotalsView = { currency: Currency; declared: FiguresView | null; counted: FiguresView; difference: FiguresView | null };

/** A row that could not be read (or whose number is damaged): physical line (header is 1), column name if one is at fault, cell text. */
export type FailedRowView = { lineNo: number; column: string | null; reason: RowFault; text: string };

/** One statement file. Instants are ISO text, days `YYYY-MM-DD`. */
export type StatementFileView = {
  id: string;
  name: string;
  receivedAt: string;
  receivedBy: string;
  /** Bytes as received. */
  size: number;
  rawSha256: string;
  contentHash: string | null;
  status: FileStatus;
  reason: QuarantineReason | RefusalReason | null;
  /** What a refused file looks like instead. */
  hint: RefusalHint | null;
  /** Fills the blanks of the hint: `columns` (missing or repeated ones, comma separated), `limit`. */
  hintParams: Record<string, string>;
  /** DUPLICATE, SAME_CONTENT: the file that was there first. PENDING_SUPERSEDE: the active file of the same batch. */
  duplicateOf: { id: string; name: string } | null;
  encoding: StatementEncoding | null;
  profile: string | null;
  /** What its rows are; null for a refused file. */
  content: StatementContent | null;
  /** The saved mapping that read it. */
  mapping: string | null;
  /** Lines created by this import. */
  lines: number;
  /** Settlement days that the file speaks about. */
  days: string[];
  batches: string[];
  controlTotals: ControlTotals;
  totals: FileTotalsView[];
  /** The first hundred. */
  failedRows: FailedRowView[];
  failedRowCount: number;
};

/** A row of one version of a batch. `line` is `<file>#<row>`; amounts are decimal text in `currency`, `settled` is what is paid for it. */
export type VersionRowView = {
  line: string;
  lineType: LineType;
  syssn: string | null;
  currency: Currency;
  gross: string;
  fee: string;
  net: string;
  settled: { amount: string; currency: Currency };
};

/** What both versions come to in one currency, all rows counted; `difference` is after less before. */
export type VersionTotalsView = { currency: Currency; before: FiguresView; after: FiguresView; difference: FiguresView };

/** How a file would change the batch that takes part now. `rows` are the first two hundred changes. */
export type SupersedeDiffView = {
  fileId: string;
  replaces: { id: string; name: string }[];
  unchanged: number;
  changed: number;
  removed: number;
  added: number;
  totals: VersionTotalsView[];
  rows: { what: "changed" | "removed" | "added"; before: VersionRowView | null; after: VersionRowView | null }[];
};

/** Answer to an upload. `id` is null where nothing but the attempt is kept: DUPLICATE and REFUSED. */
export type ImportView = Omit<StatementFileView, "id"> & { id: string | null };

/** How far an upload has come; `total` is null while the size is unknown. */
export type ImportProgressView = { phase: "receiving" | "reading" | "storing"; bytes: number; total: number | null; rows: number };

/** One batch of the provider's: what its rows pay together. */
export type BatchView = { batchNo: string; tradeDate: string; settleDate: string; currency: Currency; amount: string };

/** A payout with the batches that it pays; broken when no batches in a row from the oldest unpaid one add up to it. */
export type PayoutView = {
  ref: string;
  currency: Currency;
  amount: string;
  valueDate: string;
  status: "MATCHED" | "BROKEN";
  batches: BatchView[];
  codes: "PAYOUT_MISMATCH"[];
  /** What was paid less what was due by its value date. */
  difference: string;
};

/** A row of a bank statement, or (`line` null) a payout that the bank has not received: overdue, or still in time (`until`). */
export type BankRowView = {
  line: string | null;
  fileId: string | null;
  lineNo: number | null;
  valueDate: string;
  text: string;
  reference: string | null;
  currency: Currency;
  amount: string;
  status: "MATCHED" | "BROKEN" | "IGNORED" | "WAITING";
  payouts: string[];
  explained: { code: "BANK_CHARGE"; amount: string }[];
  codes: BankCode[];
  /** Bank less payout; blank when nothing differs. */
  difference: string;
  until: string | null;
};

/** The trail from batches to the bank. */
export type PayoutsView = {
  asOf: string;
  payouts: PayoutView[];
  /** Batches that no payout has consumed, oldest first. */
  unpaid: BatchView[];
  bank: BankRowView[];
  expectedValueDates: { settleDay: string; valueDate: string }[];
};

/** What QFPay holds back: opening + held − released = closing, with what makes up the closing sum. */
export type ReserveView = {
  currency: Currency;
  opening: string;
  held: string;
  released: string;
  closing: string;
  outstanding: { heldOn: string; amount: string; dueOn: string | null }[];
};

/** A payment that a shopper disputes. */
export type DisputeView = {
  syssn: string | null;
  currency: Currency;
  amount: string;
  openedOn: string;
  fileId: string;
  lineNo: number;
  state: "OPEN" | "WON" | "LOST";
  endedOn: string | null;
};

/** Where a pull of QFPay's book goes on; pass it back as `from`. `start` is ISO text. */
export type PullPosition = { settleDay: SettlementDay; start: string; page: number };

/** What a pull has brought so far. `news`: rows that our books did not know, or knew otherwise. */
export type PulledView = {
  pages: number;
  rows: number;
  news: number;
  /** Null when all days are in our books. */
  next: PullPosition | null;
  /** QFPay gave no usable answer: try again later. */
  isSilent: boolean;
};
