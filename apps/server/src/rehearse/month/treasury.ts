import { addDays, type SettlementDay, settlementDaySchema } from "@tillbook/domain/time";
import { paidOn } from "./calendar.ts";
import { cents, major, type StatementRow } from "./statement-rows.ts";

/** One transfer to the merchant's bank, minor units. */
export type PaidOut = { readonly ref: string; readonly currency: string; readonly minor: bigint; readonly valueDate: SettlementDay };

/** What the provider owes for printed rows, and when it pays. */
export type Treasury = {
  owe(rows: readonly StatementRow[]): void;
  /** Pays what is due once a day's file is the last before a payment; a sum that is not above zero rolls over. */
  payUpTo(day: SettlementDay): PaidOut[];
  announcement(ref: string, currency: string, minor: bigint, valueDate: string): string;
  /** What is not paid yet, by currency, minor units. */
  outstanding(): Map<string, bigint>;
};

export function createTreasury(): Treasury {
  let owed: { currency: string; minor: bigint; settleDate: SettlementDay }[] = [];
  return {
    owe(rows) {
      owed.push(
        ...rows.map((row) => ({
          currency: row["settle_currcd"] ?? "",
          minor: cents(row["settle_amount"]),
          settleDate: settlementDaySchema.parse(row["settle_date"]),
        })),
      );
    },
    payUpTo(day) {
      const valueDate = paidOn(day);
      if (paidOn(addDays(day, 1)) === valueDate) return []; // tomorrow's is paid with it
      const due = owed.filter(({ settleDate }) => settleDate <= valueDate);
      const paid = [...Map.groupBy(due, ({ currency }) => currency)].flatMap(([currency, group]): PaidOut[] => {
        const minor = group.reduce((sum, each) => sum + each.minor, 0n);
        return minor > 0n ? [{ ref: `PAY${valueDate.replaceAll("-", "")}${currency}`, currency, minor, valueDate }] : [];
      });
      const isPaid = (each: { currency: string; settleDate: string }): boolean =>
        each.settleDate <= valueDate && paid.some(({ currency }) => currency === each.currency);
      owed = owed.filter((each) => !isPaid(each));
      return paid;
    },
    outstanding() {
      const groups = Map.groupBy(owed, ({ currency }) => currency);
      return new Map([...groups].map(([currency, group]) => [currency, group.reduce((sum, { minor }) => sum + minor, 0n)]));
    },
    announcement: (ref, currency, minor, valueDate) => `#PAYOUT,${ref},${currency},${major(minor)},${valueDate}`,
  };
}
