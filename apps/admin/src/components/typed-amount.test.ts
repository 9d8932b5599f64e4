import { describe, expect, it } from "vitest";
import { typed } from "./typed-amount.ts";

const press = (keys: string, decimals: number) => [...keys].reduce((text, key) => typed(text, key, decimals), "");

describe("typing an amount on the keypad", () => {
  it("takes digits and one decimal point", () => {
    expect(press("88.50", 2)).toBe("88.50");
    expect(press("8.8.5", 2)).toBe("8.85");
  });
  it("puts a zero before a leading point and drops leading zeros", () => {
    expect(press(".5", 2)).toBe("0.5");
    expect(press("0088", 2)).toBe("88");
    expect(press("0", 2)).toBe("0");
  });
  it("refuses more decimals than the currency has", () => {
    expect(press("1.234", 2)).toBe("1.23");
    expect(press("10.5", 0)).toBe("105");
  });
  it("stops at ten digits", () => {
    expect(press("12345678901", 2)).toBe("1234567890");
  });
  it("offers a double zero where there are no decimals", () => {
    expect(typed("15", "00", 0)).toBe("1500");
    expect(typed("", "00", 0)).toBe("0");
  });
});
