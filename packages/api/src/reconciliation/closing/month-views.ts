import type { Currency } from "@tillbook/domain/money";
import type { DayStateCode } from "@tillbook/domain/reconciliation/closing";

/** One point of a month's list: met, or what stands in the way. */
export type MonthPointView = { code: "DAYS_CLOSED" | "BANK_RECONCILED" | "LEDGER_EQUALS"; isMet: boolean; params: Record<string, string> };

/** A sealed month. Amounts are decimal text. */
export type MonthCloseView = {
  month: string;
  version: number;
  maker: string;
  checker: string;
  closedAt: string;
  days: { settleDay: string; version: number; digest: string }[];
  balances: { currency: Currency; closing: string; ledger: string }[];
  digest: string;
};

/** How a month stands. `closing`: what our books say that QFPay owes us at its end. */
export type MonthView = {
  month: string;
  state: DayStateCode;
  version: number;
  review: { proposalId: string; maker: string } | null;
  reopening: { proposalId: string; maker: string; reason: string } | null;
  checklist: MonthPointView[];
  closing: { currency: Currency; amount: string }[];
  closes: MonthCloseView[];
};
