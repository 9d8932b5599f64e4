import type { Currency } from "@tillbook/domain/money";
import type { JournalEventKind, JournalLayout, LedgerAccount } from "@tillbook/domain/reconciliation/journals";

/** One side of an entry; the other side is blank as `0.00`. `code` and `name` are the merchant's own. */
export type JournalLineView = {
  account: LedgerAccount;
  code: string;
  name: string;
  debit: string;
  credit: string;
  event: JournalEventKind;
  reference: string;
};

/** One balanced journal of a day, a currency and a version of its close. */
export type JournalView = {
  number: string;
  settleDay: string;
  currency: Currency;
  /** The number of the journal that it takes back. */
  reverses: string | null;
  /** How often it left the house. */
  exports: number;
  lines: JournalLineView[];
};

/**
 * Journals as rows of a ledger's own layout, and as the CSV files that it takes, short enough for it. `again`: those that left the house
 * before.
 */
export type JournalExportView = {
  layout: JournalLayout;
  header: string[];
  rows: string[][];
  files: { name: string; csv: string }[];
  numbers: string[];
  again: string[];
};
