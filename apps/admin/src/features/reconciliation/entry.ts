import type { EntryView } from "@tillbook/api/reconciliation";
import type { MoneyView } from "@tillbook/api/views";

/** What people call an entry: QFPay's number, else the order's, else its remark; null when there is none. */
export function nameOf(entry: EntryView): string | null {
  const ours = entry.transactions[0];
  const number = entry.line?.syssn ?? ours?.syssn ?? entry.line?.outTradeNo ?? ours?.outTradeNo;
  return number ?? (entry.line?.remark || null); // fees and adjustments often carry nothing but a remark
}

/** The amount an entry is about: what the statement says, or what our books say where no line names it. */
export function amountOf(entry: EntryView): MoneyView {
  if (entry.line !== null) return { amount: entry.line.gross, currency: entry.line.currency };
  const ours = entry.transactions[0];
  if (!ours && entry.kind === "broken") return { amount: entry.difference, currency: entry.currency }; // the fees of a whole file
  if (!ours) throw new Error(`entry ${entry.ordinal} has neither a line nor a transaction`);
  return { amount: ours.amount, currency: ours.currency };
}
