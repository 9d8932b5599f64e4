import type { Currency } from "@tillbook/domain/money";
import type {
  ControlTotals,
  FileStatus,
  QuarantineReason,
  RefusalHint,
  RefusalReason,
  RowFault,
  StatementEncoding,
} from "@tillbook/domain/settlement";

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

/** Answer to an upload. `id` is null where nothing but the attempt is kept: DUPLICATE and REFUSED. */
export type ImportView = Omit<StatementFileView, "id"> & { id: string | null };

/** How far an upload has come; `total` is null while the size is unknown. */
export type ImportProgressView = { phase: "receiving" | "reading" | "storing"; bytes: number; total: number | null; rows: number };
