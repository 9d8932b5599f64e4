import type { Currency } from "@tillbook/domain/money";
import type {
  Alert,
  Argument,
  BreakCode,
  CarryReason,
  ComparedKey,
  ExplainedCode,
  IgnoreReason,
  Stage,
} from "@tillbook/domain/reconciliation";
import type { DayStateCode } from "@tillbook/domain/reconciliation/closing";
import type { FileStatus, LineType } from "@tillbook/domain/settlement";
import type { FiguresView } from "../settlement/views.ts";

/** One day of a month list. `matched`, `broken`, `carried` and `ignored` count entries of the newest run; null before any. */
export type DayRow = {
  day: string;
  /** Our transactions that should settle on this day (refunds included). */
  transactions: number;
  /** Their signed sums; refunds are negative. */
  gross: { currency: Currency; amount: string }[];
  /** The most telling state among the day's files; null when no file names the day. */
  fileStatus: FileStatus | null;
  matched: number | null;
  broken: number | null;
  carried: number | null;
  ignored: number | null;
  /** ISO text; null before any run. */
  runAt: string | null;
  /** Run, nothing broken, no proof off zero and no alert. */
  isExplained: boolean;
  /** Rules, books, files or people's decisions changed after the newest run. A closed day is never stale: it does not move. */
  isStale: boolean;
  state: DayStateCode;
  /** Of the close, or of the one that is being worked on. */
  version: number;
};

/** What one row of a statement says. Times are UTC+8 wall clock as QFPay writes them. */
export type LineView = {
  fileId: string;
  fileName: string;
  lineNo: number;
  lineType: LineType;
  batchNo: string;
  tradeDate: string;
  settleDate: string;
  mchid: string;
  syssn: string | null;
  origssn: string | null;
  outTradeNo: string | null;
  chnlsn: string | null;
  payType: string | null;
  sysdtm: string | null;
  paydtm: string | null;
  currency: Currency;
  gross: string;
  feeRate: string | null;
  fee: string;
  net: string;
  settleCurrency: Currency;
  settleAmount: string;
  exchangeRate: string | null;
  status: string;
  remark: string;
  /** The row as received. */
  raw: string;
};

/** What our books say, as they stand now. */
export type TransactionView = {
  syssn: string;
  origssn: string | null;
  outTradeNo: string | null;
  chnlsn: string | null;
  mchid: string | null;
  kind: "payment" | "refund";
  payType: string | null;
  currency: Currency;
  /** Signed: a refund's is negative. */
  amount: string;
  respcd: string;
  cancel: string;
  sysdtm: string;
  paydtm: string | null;
  settleDay: string;
  /** The order it belongs to, when it is one of ours. */
  orderId: string | null;
  orderNumber: string | null;
};

/** Why an entry is what it is: what agreed, what differed, and what would change it. Codes and params, for translation. */
export type ExplanationView = {
  rule: Stage | BreakCode | CarryReason | IgnoreReason;
  agreed: ComparedKey[];
  differed: { key: ComparedKey; line: string; ours: string }[];
  arguments: Argument[];
};

/** One outcome of a run. `line` is null for what no file names; `transactions` is empty for what our books do not know. */
export type EntryView = {
  /** Unique within the run; pages go by it. */
  ordinal: number;
  line: LineView | null;
  transactions: TransactionView[];
  explanation: ExplanationView;
  /** What a break or waiting item is about, the same from run to run; null for other entries. */
  subject: string | null;
  /** The resolution that made the entry what it is. */
  resolutionId: string | null;
  /** The closed day it is of, when it was posted in this one. */
  originalDay: string | null;
} & (
  | { kind: "matched"; stage: Stage; carriedIn: boolean; explained: { code: ExplainedCode; amount: string; currency: Currency }[] }
  | { kind: "broken"; codes: BreakCode[]; difference: string; currency: Currency }
  | { kind: "carried"; reason: CarryReason; expectedValueDate: string }
  | { kind: "ignored"; reason: IgnoreReason }
);

export type EntryKind = EntryView["kind"];

/** A page of entries; pass `nextAfter` back as `after` to read on. */
export type EntryPage = { items: EntryView[]; total: number; nextAfter: number | null };

/** The day proof of one currency, term by term: external = internal − unseen − settledElsewhere + carriedIn + differences + off. */
export type DayProofView = {
  currency: Currency;
  external: string;
  internal: string;
  unseen: string;
  settledElsewhere: string;
  carriedIn: string;
  differences: string;
  off: string;
};

/** A file's own totals less the day's outcomes; everything is zero when no row was lost. */
export type FileProofView = { file: string; currency: Currency; off: FiguresView };

/** The result document of a run (docs/reconciliation.md#result-document) in full; keys are those of the interchange format. */
export type ResultDocument = {
  account: string;
  settle_day: string;
  as_of: string;
  rule_version: string;
  inputs: { file: string; raw_sha256: string; content_hash: string }[];
  result_hash: string;
  totals: Record<string, FiguresView>;
  proofs: { file: string; day: string; balance: string };
  day_proofs: Record<string, Omit<DayProofView, "currency">>;
  matched: { line: string; syssn: string[]; stage: Stage; carried_in: boolean; explained: { code: ExplainedCode; amount: string }[] }[];
  broken: { line: string | null; syssn: string | null; codes: BreakCode[]; difference: string; currency: Currency }[];
  carried: { syssn: string; reason: CarryReason; expected_value_date: string }[];
  ignored: { line: string; reason: IgnoreReason }[];
  /** Rows of late files for closed days, posted in this one. */
  prior_day_items: PriorDayItem[];
  /** What closed days had left open and is not settled yet. */
  carried_forward: PriorDayItem[];
  alerts: Alert[];
};

/** Something of a closed day that was posted in an open one. Amounts are decimal text; `line` is null for what no file names. */
export type PriorDayItem = {
  line: string | null;
  syssn: string[];
  original_settle_day: string;
  kind: string;
  why: string[];
  currency: Currency | null;
  gross: string | null;
  difference: string | null;
  is_resolved: boolean;
  /** Large enough that the closed day should rather be opened again. */
  suggests_reopen: boolean;
};

/** One run of a day with the first page of each list. */
export type DayRun = {
  runId: string;
  /** 1 for the day's first run; older runs are kept. */
  number: number;
  asOf: string;
  ranAt: string;
  ranBy: string;
  ruleVersion: string;
  resultHash: string;
  inputs: { fileId: string; name: string; rawSha256: string; contentHash: string }[];
  totals: ({ currency: Currency } & FiguresView)[];
  dayProofs: DayProofView[];
  fileProofs: FileProofView[];
  alerts: Alert[];
  isExplained: boolean;
  matched: EntryPage;
  broken: EntryPage;
  carried: EntryPage;
  ignored: EntryPage;
};

/** A settlement day: `run` is null before the first run. */
export type DayView = {
  settleDay: string;
  /** When its money should be paid out. */
  valueDate: string;
  cutoff: string;
  /** Our side, whether run or not. */
  transactions: number;
  gross: { currency: Currency; amount: string }[];
  /** Files that name the day, also those that take no part (quarantined, pending). */
  files: { id: string; name: string; status: FileStatus; reason: string | null; lines: number }[];
  isStale: boolean;
  state: DayStateCode;
  version: number;
  run: DayRun | null;
};
