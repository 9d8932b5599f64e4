import { describe, expect, it } from "vitest";
import { type Shown, standingOf } from "./order-standing.ts";

const order = (with_: Partial<Shown>): Shown => ({
  state: "open",
  isUnclear: false,
  amount: { amount: "88.00", currency: "HKD" },
  refunded: { amount: "0.00", currency: "HKD" },
  ...with_,
});

describe("an order in one word", () => {
  it("says that QFPay has not spoken yet", () => {
    expect(standingOf(order({ isUnclear: true }))).toBe("unclear");
  });
  it("calls money that arrived paid, whatever else is unclear", () => {
    expect(standingOf(order({ state: "paid", isUnclear: true }))).toBe("paid");
  });
  it("tells a part given back from the whole", () => {
    expect(standingOf(order({ state: "paid", refunded: { amount: "87.99", currency: "HKD" } }))).toBe("partly_refunded");
    expect(standingOf(order({ state: "paid", refunded: { amount: "88.00", currency: "HKD" } }))).toBe("refunded");
  });
});
