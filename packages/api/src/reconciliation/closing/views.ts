import type { Currency } from "@tillbook/domain/money";
import type { Certificate, DayStateCode, RowChange } from "@tillbook/domain/reconciliation/closing";

/** A sealed close without its rows. Amounts are decimal text, instants ISO text, people as the books name them. */
export type CloseView = Omit<Certificate, "rows" | "format" | "previous"> & { previousDigest: string | null };

/** The balance with QFPay in one currency, both sides of it; `off` is zero unless something was lost or counted twice. */
export type BalanceView = Certificate["balances"][number] & { currency: Currency; off: string };

/** How a day stands. `version` is that of the close, or of the one that is being worked on. */
export type DayStateView = {
  settleDay: string;
  state: DayStateCode;
  version: number;
  /** The close that waits for a second person. */
  review: { proposalId: string; maker: string } | null;
  /** The wish to open it again that waits for a second person. */
  reopening: { proposalId: string; maker: string; reason: string } | null;
  /** Every version, oldest first. */
  closes: CloseView[];
};

/** How two versions of a day differ; `rows` are the first five hundred of `count`. */
export type VersionDiffView = { from: CloseView; to: CloseView; count: number; rows: readonly RowChange[] };
