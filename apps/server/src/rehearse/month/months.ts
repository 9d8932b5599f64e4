import { addDays, type SettlementDay, settlementDaySchema } from "@tillbook/domain/time";
import { ledgerOf } from "./ledger.ts";
import { closeMonth, type Pair } from "./two-people.ts";

/** Closes every month all of whose days were played, against a ledger that was given the journals alone. Answers them. */
export async function closeMonths(pair: Pair, days: readonly SettlementDay[]): Promise<string[]> {
  const played = new Set<string>(days);
  const months = [...new Set(days.map((day) => day.slice(0, 7)))].filter((month) => daysOf(month).every((day) => played.has(day)));
  for (const month of months) {
    const last = daysOf(month).at(-1) ?? "";
    await closeMonth(
      pair,
      month,
      await ledgerOf(
        pair.maker,
        days.filter((day) => day <= last),
      ),
    );
  }
  return months;
}

function daysOf(month: string): SettlementDay[] {
  const days: SettlementDay[] = [];
  for (let day = settlementDaySchema.parse(`${month}-01`); day.startsWith(month); day = addDays(day, 1)) days.push(day);
  return days;
}
