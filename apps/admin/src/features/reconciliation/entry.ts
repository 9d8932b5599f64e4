import type { EntryView } from "@tillbook/api/reconciliation";
import type { MoneyView } from "@tillbook/api/views";

/** What people call an entry: QFPay's number, else the order's; null when neither is known. */
export function nameOf(entry: EntryView): string | null {
  const ours = entry.transactions[0];
  return entry.line?.syssn ?? ours?.syssn ?? entry.line?.outTradeNo ?? ours?.outTradeNo ?? null;
}

/** The amount an entry is about: what the statement says, or what our books say where no line names it. */
export function amountOf(entry: EntryView): MoneyView {
  if (entry.line !== null) return { amount: entry.line.gross, currency: entry.line.currency };
  const ours = entry.transactions[0];
  if (!ours) throw new Error(`entry ${entry.ordinal} has neither a line nor a transaction`);
  return { amount: ours.amount, currency: ours.currency };
}
