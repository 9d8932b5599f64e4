import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Currency, currencySchema, decimalsOf, formatForPeople, formatMajor, MAX_AMOUNT_MINOR, money, parseAmount } from "./index.ts";

const currency = fc.constantFrom(...currencySchema.options);
const payable = fc.bigInt({ min: 1n, max: MAX_AMOUNT_MINOR });
const minorOf = (text: string, currency: Currency) => {
  const read = parseAmount(text, currency);
  return read.ok ? read.amount.minor : read.fault;
};

describe("an amount as staff type it", () => {
  it.each([
    ["88", "HKD", 8_800n],
    ["88.5", "HKD", 8_850n],
    ["88.05", "HKD", 8_805n],
    ["0.01", "HKD", 1n],
    ["1,280.00", "HKD", 128_000n],
    ["12,345,678", "HKD", 1_234_567_800n],
    ["21474836.47", "HKD", MAX_AMOUNT_MINOR],
    ["1050", "JPY", 1_050n],
    ["2,147,483,647", "JPY", MAX_AMOUNT_MINOR],
  ] as const)("%s %s is exactly %s of the smallest unit", (text, currency, minor) => {
    expect(minorOf(text, currency)).toBe(minor);
  });

  it.each([
    ["0", "not_positive"],
    ["0.00", "not_positive"],
    ["21474836.48", "too_large"],
    ["99999999999999999999", "too_large"],
    ["9007199254740993", "too_large"],
    ["0.001", "too_many_decimals"],
    ["88.000", "too_many_decimals"],
  ] as const)("%s is refused as %s", (text, fault) => {
    expect(minorOf(text, "HKD")).toBe(fault);
  });

  it.each([
    "", " ", "-1", "+1", " 88", "88 ", "8 8", "1e3", "1E3", "0x10", "NaN", "Infinity", "null", "１２", "٨٨", "八十八", "88.", ".5", "8.8.8", "1,28", "1,2800", ",128",
    "128,", "12,34.00", "1.280,00", "HK$88", "88HKD", "$88", "1_000", "½", "8\u{200b}8", "\u202e88", "88\n", "88\u0000", "=1+1", "1'280",
  ])("%j is no number", (text) => {
    expect(minorOf(text, "HKD")).toBe("not_a_number");
  }); // biome-ignore format: a list reads better

  it.each(["1.5", "1.0", "1050.00"])("%s has decimals that yen do not have", (text) => {
    expect(minorOf(text, "JPY")).toBe("too_many_decimals");
  });

  it("is read back as what was written, in every currency", () => {
    fc.assert(
      fc.property(payable, currency, (minor, currency) => {
        expect(minorOf(formatMajor(money(minor, currency)), currency)).toBe(minor);
      }),
    );
  });

  it("never throws, and never takes what it would write differently", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+ ]?[\d.,e]{1,12}$/)), currency, (text, currency) => {
        const read = parseAmount(text, currency);
        if (!read.ok) return;
        const written = formatMajor(read.amount);
        const [whole = "", fraction = ""] = text.replaceAll(",", "").split(".");
        expect(written).toBe(
          [whole.replace(/^0+(?=\d)/, ""), fraction.padEnd(decimalsOf(currency), "0")].filter((part) => part !== "").join("."),
        );
      }),
    );
  });
});

describe("an amount for people", () => {
  it.each([
    ["HK$88.00", money(8_800n, "HKD"), "en"],
    ["¥1,050", money(1_050n, "JPY"), "en"],
    ["-HK$0.01", money(-1n, "HKD"), "en"],
    ["¥9,007,199,254,740,993", money(9_007_199_254_740_993n, "JPY"), "en"],
  ] as const)("is exact: %s", (text, amount, locale) => {
    expect(formatForPeople(amount, locale)).toBe(text);
  });
});
