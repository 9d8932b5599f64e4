import type { BankRowView, PayoutsView, PayoutView } from "@tillbook/api/settlement";

/** A payout with what became of it at the bank. */
export type TrailItem = { payout: PayoutView; bank: readonly BankRowView[] };

/** Payouts, the newest value date first, each with the bank rows that name it. */
export function trailOf({ payouts, bank }: PayoutsView): TrailItem[] {
  return payouts
    .map((payout) => ({ payout, bank: bank.filter((row) => row.payouts.includes(payout.ref) && row.currency === payout.currency) }))
    .sort((a, b) => (a.payout.valueDate < b.payout.valueDate ? 1 : -1)); // oxlint-disable-line unicorn/no-array-sort -- `toSorted` is newer than the browsers we serve
}

/** Bank rows that no payout explains, and those that two people set aside. */
export function otherRows({ bank }: PayoutsView): BankRowView[] {
  return bank.filter(({ line, payouts }) => line !== null && payouts.length === 0);
}

/** Whether somebody must do something: a sum that differs, money that never came, a receipt that nobody knows. */
export function needsWork({ payout, bank }: TrailItem): boolean {
  return payout.status === "BROKEN" || bank.some(({ status }) => status === "BROKEN");
}
