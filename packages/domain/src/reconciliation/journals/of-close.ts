import type { Currency } from "../../money/index.ts";
import type { SettlementDay } from "../../time/index.ts";
import { type ChartOfAccounts, type Journal, type JournalEvent, journalOf, type LedgerAccount, reversalOf } from "./journal.ts";

/** One sealed version of a day with what it posted. */
export type SealedVersion = {
  readonly account: string;
  readonly settleDay: SettlementDay;
  readonly version: number;
  readonly postings: readonly (JournalEvent & { readonly currency: Currency })[];
  /** The day was opened again after it: its journals are taken back. */
  readonly isReopened: boolean;
};

/** The journals of a day: one a currency and version, and for a version that was opened again its reversal. Nothing is ever edited. */
export function journalsOfDay(versions: readonly SealedVersion[]): Journal[] {
  return versions
    .toSorted((a, b) => a.version - b.version)
    .flatMap(({ account, settleDay, version, postings, isReopened }) => {
      const byCurrency = [...Map.groupBy(postings, ({ currency }) => currency)].toSorted(([a], [b]) => (a < b ? -1 : 1));
      const journals = byCurrency
        .map(([currency, events]) => journalOf({ account, settleDay, currency, version }, events))
        .filter(({ lines }) => lines.length > 0);
      return isReopened ? [...journals, ...journals.map(reversalOf)] : journals;
    });
}

/** The merchant's own accounts; one that was not mapped goes by our word for it. */
export function chartOf(mapped: Readonly<Record<string, { readonly code: string; readonly name: string }>>): ChartOfAccounts {
  const entry = (account: LedgerAccount): { code: string; name: string } => mapped[account] ?? { code: account, name: account };
  return {
    clearing: entry("clearing"),
    bank: entry("bank"),
    sales: entry("sales"),
    refunds: entry("refunds"),
    fees: entry("fees"),
    bank_charges: entry("bank_charges"),
    reserve: entry("reserve"),
    suspense: entry("suspense"),
    write_off: entry("write_off"),
    fx: entry("fx"),
  };
}
