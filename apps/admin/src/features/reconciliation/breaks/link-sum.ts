import type { LineView, TransactionView } from "@tillbook/api/reconciliation";
import type { MoneyView } from "@tillbook/api/views";
import { add, formatMajor, isSame, type Money, money, subtract } from "@tillbook/domain/money";
import { moneyFrom } from "../../../lib/money-view.ts";

export type LinkSum = { rows: MoneyView; ours: MoneyView; difference: MoneyView; isZero: boolean };

/** What rows and transactions come to that may be tied by hand, and what lies between; null when they are not of one currency. */
export function linkSum(lines: readonly LineView[], transactions: readonly TransactionView[]): LinkSum | null {
  const rows = sumOf(lines.map(({ gross, currency }) => ({ amount: gross, currency })));
  const ours = sumOf(transactions.map(({ amount, currency }) => ({ amount, currency })));
  if (rows === null || ours === null || rows.currency !== ours.currency) return null;
  const difference = subtract(rows, ours);
  return { rows: view(rows), ours: view(ours), difference: view(difference), isZero: isSame(difference, money(0n, rows.currency)) };
}

function sumOf(amounts: readonly MoneyView[]): Money | null {
  const [first, ...rest] = amounts.map(moneyFrom);
  if (!first || rest.some(({ currency }) => currency !== first.currency)) return null;
  return rest.reduce((sum, each) => add(sum, each), first);
}

function view(value: Money): MoneyView {
  return { amount: formatMajor(value), currency: value.currency };
}
