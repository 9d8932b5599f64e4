import { MAX_AMOUNT_MINOR } from "@tillbook/domain/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inputText, isZero, moneyFrom, moneyText } from "./money-view.ts";

describe("amounts as the server writes them", () => {
  it("keeps every cent, and the sign", () => {
    expect(moneyFrom({ amount: "-8.05", currency: "HKD" })).toEqual({ minor: -805n, currency: "HKD" });
    expect(moneyFrom({ amount: "1050", currency: "JPY" })).toEqual({ minor: 1050n, currency: "JPY" });
    expect(moneyFrom({ amount: "12.5", currency: "HKD" }).minor).toBe(1250n);
  });
  it("writes back what it read", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -MAX_AMOUNT_MINOR, max: MAX_AMOUNT_MINOR }), (minor) => {
        const text = `${minor < 0n ? "-" : ""}${(minor < 0n ? -minor : minor) / 100n}.${String((minor < 0n ? -minor : minor) % 100n).padStart(2, "0")}`;
        expect(inputText({ amount: text, currency: "HKD" })).toBe(minor === 0n ? "0.00" : text);
      }),
    );
  });
  it.each(["", "1e3", "1,000.00", "١٢", "8.005", "--1"])("does not guess what %j means", (amount) => {
    expect(() => moneyFrom({ amount, currency: "HKD" })).toThrow("not an amount in HKD");
  });
  it("knows nothing from something", () => {
    expect(isZero({ amount: "0.00", currency: "HKD" })).toBe(true);
    expect(isZero({ amount: "-0.01", currency: "HKD" })).toBe(false);
  });
  it("shows the currency in the reader's language", () => {
    expect(moneyText({ amount: "1280.5", currency: "HKD" }, "en")).toBe("HK$1,280.50");
    expect(moneyText({ amount: "1050", currency: "JPY" }, "zh-Hant")).toBe("¥1,050");
  });
});
