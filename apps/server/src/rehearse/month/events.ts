/** What happens on one day of a month besides trade: at the provider's, at the bank's or in the shop. */
export const EVENTS = [
  "registered_fee", // a fee that a contract names
  "cent_off", // a payment is printed one cent too low
  "line_lost", // two rows are missing, and printed two days later
  "line_twice", // a payment is printed twice
  "line_taken_back", // and taken back
  "sold_elsewhere", // another till of the merchant's takes money at QFPay
  "stranger", // a payment that not even QFPay knows
  "nameless", // a row without any number
  "not_ours", // a row that was sent by mistake, and is not paid
  "fee_wrong",
  "unregistered_fee",
  "other_merchant", // a row of somebody else's
  "lying_totals", // the first file declares other sums than it has
  "corrected", // the first file lacks a row; a second one replaces it before the day is closed
  "ends_early", // nobody buys around midnight
  "nothing_sold",
  "late_rows", // two rows come in a file of their own when the day has been closed
  "corrected_late", // as `corrected`, but the day has been closed by then
  "chargeback",
  "chargeback_reversed",
  "reserve_hold",
  "reserve_release",
] as const;
export type MonthEvent = (typeof EVENTS)[number];

/** How many days after its own a late file comes. */
export const LATE_BY_DAYS = 2;

/** By the number of the day, the first being 0. */
const SCRIPT: Readonly<Record<number, readonly MonthEvent[]>> = {
  0: ["registered_fee"],
  1: ["cent_off"],
  3: ["line_lost"],
  4: ["nameless"],
  5: ["not_ours"],
  6: ["line_twice"],
  7: ["sold_elsewhere"],
  8: ["stranger"],
  9: ["line_taken_back"],
  10: ["fee_wrong"],
  11: ["unregistered_fee"],
  12: ["other_merchant"],
  13: ["lying_totals"],
  14: ["corrected"],
  15: ["ends_early"],
  16: ["nothing_sold"],
  17: ["nothing_sold"],
  18: ["late_rows"],
  19: ["chargeback"],
  21: ["corrected_late"],
  23: ["chargeback_reversed"],
  24: ["reserve_hold"],
  26: ["reserve_release"],
};
/** Without faults a month still has holidays, late files and a day that is opened again. */
const FAULTLESS: readonly MonthEvent[] = ["registered_fee", "ends_early", "nothing_sold", "late_rows", "corrected_late"];

export function eventsOf(at: number, hasFaults: boolean): ReadonlySet<MonthEvent> {
  const told = SCRIPT[at] ?? [];
  return new Set(hasFaults ? told : told.filter((event) => FAULTLESS.includes(event)));
}
