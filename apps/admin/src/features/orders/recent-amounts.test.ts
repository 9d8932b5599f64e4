import { describe, expect, it } from "vitest";
import { withAmount } from "./recent-amounts.ts";

const hkd = (amount: string) => ({ amount, currency: "HKD" });

describe("amounts asked for lately", () => {
  it("puts the newest in front and names none twice", () => {
    expect(withAmount([hkd("10"), hkd("88")], hkd("88"))).toEqual([hkd("88"), hkd("10")]);
  });
  it("keeps four of each currency", () => {
    const yen = { amount: "500", currency: "JPY" };
    const list = withAmount([hkd("1"), hkd("2"), hkd("3"), hkd("4"), yen], hkd("5"));
    expect(list).toEqual([hkd("5"), hkd("1"), hkd("2"), hkd("3"), yen]);
  });
});
