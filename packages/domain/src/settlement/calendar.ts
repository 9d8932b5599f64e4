import { addDays, type SettlementDay } from "../time/index.ts";
import { type BusinessCalendar, type SettlementRules, weekdayNamed } from "./rules.ts";

/** Whether banks pay on a day: no weekend day of the calendar and no holiday. */
export function isBusinessDay(day: SettlementDay, calendar: BusinessCalendar): boolean {
  return !calendar.weekend.includes(weekdayNamed(new Date(`${day}T00:00:00Z`).getUTCDay())) && !calendar.holidays.includes(day);
}

/** The business day `count` steps after a day; 0 is the day itself, or the next business day when it is none. */
export function addBusinessDays(day: SettlementDay, count: number, calendar: BusinessCalendar): SettlementDay {
  let reached = day;
  for (let left = count; left > 0; left -= 1) {
    reached = addDays(reached, 1);
    while (!isBusinessDay(reached, calendar)) reached = addDays(reached, 1);
  }
  while (!isBusinessDay(reached, calendar)) reached = addDays(reached, 1);
  return reached;
}

/** When the money of a settlement day is paid out: Friday, Saturday and Sunday are all paid on Monday under T+1. */
export function valueDate(day: SettlementDay, rules: SettlementRules): SettlementDay {
  return addBusinessDays(day, rules.settleLagBusinessDays, rules.calendar);
}

/** The last day on which a transaction of `day` may still be waited for; after it, it is missing. */
export function graceEnd(day: SettlementDay, rules: SettlementRules): SettlementDay {
  return addBusinessDays(valueDate(day, rules), rules.graceBusinessDays, rules.calendar);
}
