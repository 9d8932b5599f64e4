import type { Currency } from "@tillbook/domain/money";
import type { RefusalHint, RefusalReason, StatementContent, StatementEncoding } from "@tillbook/domain/settlement";
import type { FailedRowView, FileTotalsView } from "../settlement/views.ts";

/** A table of a file, as far as a person must know it to say how it is read. */
export type InspectedTableView = {
  /** Sheet, or file of an archive; null for the only one. */
  label: string | null;
  isHidden: boolean;
  encoding: StatementEncoding | null;
  /** Those that the bytes allow: Big5 and GB18030 cannot be told apart reliably. */
  encodings: readonly StatementEncoding[];
  /** Where the header seems to be, from 1. */
  headerRow: number;
  header: readonly string[];
  /** Under it a mapping is saved. */
  signature: string;
  /** The layout that reads it as it is. */
  profile: string | null;
  /** The first rows below the header. */
  sample: readonly (readonly string[])[];
  /** Columns that look like dates, each with its form where the rows prove it. */
  dateFormats: Readonly<Record<string, string | null>>;
};

/** What stands in a file of which nothing was taken yet. */
export type InspectionView =
  | { kind: "refused"; reason: RefusalReason; hint: RefusalHint | null; params: Readonly<Record<string, string>> }
  | { kind: "tables"; tables: readonly InspectedTableView[] };

/** Columns of a preview: which fields its rows say, in the order in which people read them. */
export type PreviewField =
  | "day"
  | "type"
  | "number"
  | "order"
  | "text"
  | "time"
  | "currency"
  | "gross"
  | "fee"
  | "net"
  | "amount"
  | "balance";

/** One row as it would be taken in: decimal text for amounts, UTC+8 text for times, blank where it says nothing. */
export type PreviewRowView = { lineNo: number; currency: Currency; cells: Partial<Record<PreviewField, string>> };

/** How a file would be read: its first fifty rows as they are understood, and what all of them come to. */
export type PreviewView =
  | { kind: "refused"; reason: RefusalReason; hint: RefusalHint | null; params: Record<string, string> }
  | {
      kind: "read";
      content: StatementContent;
      profile: string;
      encoding: StatementEncoding;
      rows: number;
      fields: PreviewField[];
      shown: PreviewRowView[];
      totals: FileTotalsView[];
      failedRows: FailedRowView[];
      failedRowCount: number;
    };
