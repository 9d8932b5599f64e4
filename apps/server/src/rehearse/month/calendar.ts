import { addBusinessDays, type BusinessCalendar, businessCalendarSchema } from "@tillbook/domain/settlement";
import { addDays, type SettlementDay, settlementDaySchema } from "@tillbook/domain/time";

/** On which days of the rehearsed month banks pay nothing besides weekends: Hong Kong's Lunar New Year of 2026. */
const HOLIDAYS = ["2026-02-17", "2026-02-18", "2026-02-19"];

export const CALENDAR: BusinessCalendar = businessCalendarSchema.parse({ holidays: HOLIDAYS });

/** When the provider pays for a day. */
export function paidOn(day: SettlementDay): SettlementDay {
  return addBusinessDays(day, 1, CALENDAR);
}

/** So many days in a row, the first included. */
export function daysFrom(first: string, count: number): SettlementDay[] {
  const from = settlementDaySchema.parse(first);
  return Array.from({ length: count }, (_, at) => addDays(from, at));
}

/** The contract by which the rehearsed account settles, in the words of its settlement rules. */
export const CONTRACT = {
  fee: { rate: "0.80%" },
  calendar: { holidays: HOLIDAYS },
  acceptReserveLines: true,
  reserveDays: 30,
  expectedFees: [{ remark: "monthly fee", amount: "5.00" }],
  payout: { bankCharges: ["15.00"], remitterAliases: ["QFPAY HAOJIN"] },
};
