import type { TakingsView } from "@tillbook/api/views";
import { describe, expect, it } from "vitest";
import { dayBars, hourBars } from "./spans.ts";

const view: TakingsView = {
  day: "2026-03-10",
  totals: [],
  hours: [
    { currency: "HKD", hour: 9, paid: { amount: "88.00", currency: "HKD" }, count: 1 },
    { currency: "JPY", hour: 9, paid: { amount: "500", currency: "JPY" }, count: 2 },
  ],
  days: [{ currency: "HKD", day: "2026-03-01", paid: { amount: "10.50", currency: "HKD" }, count: 3 }],
};

describe("bars of a day's takings", () => {
  it("has all 24 hours of one currency and no other's money", () => {
    const bars = hourBars(view, "HKD");
    expect(bars).toHaveLength(24);
    expect(bars.filter((bar) => bar.count > 0)).toEqual([{ key: 9, paid: { amount: "88.00", currency: "HKD" }, count: 1, length: 88 }]);
  });
  it("shows the fortnight that ends with the day", () => {
    const bars = dayBars(view, "HKD");
    expect([bars[0]?.key, bars[13]?.key]).toEqual(["2026-02-25", "2026-03-10"]);
    expect(bars.find((bar) => bar.key === "2026-03-01")?.count).toBe(3);
  });
});
