import { describe, expect, it } from "vitest";
import { type Shown, standingOf } from "./order-standing.ts";

const order = (with_: Partial<Shown>): Shown => ({
  state: "open",
  isUnclear: false,
  needsPerson: false,
  late: null,
  isPaidTwice: false,
  amount: { amount: "88.00", currency: "HKD" },
  refunded: { amount: "0.00", currency: "HKD" },
  ...with_,
});
const back = (amount: string) => ({ refunded: { amount, currency: "HKD" } }) as const;

describe("an order in one word", () => {
  it.each([
    ["unclear", { isUnclear: true }],
    ["needs_person", { isUnclear: true, needsPerson: true }],
    ["needs_person", { state: "expired", needsPerson: true }],
    ["cancelled", { state: "cancelled" }],
    ["paid", { state: "paid", isUnclear: true, needsPerson: true }],
    ["paid_late", { state: "paid", late: "after_cancel" }],
    ["partly_refunded", { state: "paid", late: "after_cancel", ...back("87.99") }],
    ["refunded", { state: "paid", ...back("88.00") }],
    ["paid_twice", { state: "paid", isPaidTwice: true, ...back("88.00") }],
  ] as const)("is %s", (word, told) => {
    expect(standingOf(order(told))).toBe(word);
  });
  it("is the outcome itself where the whole order is known", () => {
    expect(standingOf(order({ state: "cancelled", outcome: { is: "unclear" } }))).toBe("unclear");
    const asked = { times: 1, nextAt: null, decidesAt: "2026-03-10T04:00:00Z" };
    expect(standingOf(order({ outcome: { is: "open" }, live: { at: "unclear", asked } }))).toBe("unclear");
    expect(standingOf(order({ outcome: { is: "open" }, live: { at: "preparing" } }))).toBe("open");
  });
});
