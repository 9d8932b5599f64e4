import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalText, minorExactly, minorRounded, multiply, parseDecimal, parseRate, type Rounding } from "./index.ts";

const exact = (text: string) => parseDecimal(text) ?? expect.fail(`${text} is a decimal`);
const rounded = (text: string, rounding: Rounding) => minorRounded(exact(text), 2, rounding);

describe("decimals", () => {
  it("are read from plain digits only", () => {
    for (const text of ["", "1e5", "1,000", " 1", "1.", ".5", "0x10", "１", "1.2.3", "--1", "NaN", "Infinity"])
      expect(parseDecimal(text)).toBeNull();
  });

  it("take a rate as a percentage or as a share of one", () => {
    expect(parseRate("0.80%")).toEqual(parseRate("0.0080"));
    expect(parseRate("0.80 %")).toEqual({ units: 8n, scale: 3 });
    expect(parseRate("percent")).toBeNull();
  });

  it("fit a currency when what is finer is zero, and are refused when it is not", () => {
    expect(minorExactly(exact("0.04000"), 2)).toBe(4n);
    expect(minorExactly(exact("0.045"), 2)).toBeNull();
    expect(minorExactly(exact("1050.00"), 0)).toBe(1050n);
    expect(minorExactly(exact("1050.5"), 0)).toBeNull();
  });

  it("round a half away from zero, to the even neighbour, or cut", () => {
    expect([rounded("0.045", "HALF_UP"), rounded("0.045", "HALF_EVEN"), rounded("0.045", "DOWN")]).toEqual([5n, 4n, 4n]);
    expect([rounded("0.055", "HALF_UP"), rounded("0.055", "HALF_EVEN"), rounded("0.055", "DOWN")]).toEqual([6n, 6n, 5n]);
    expect([rounded("-0.045", "HALF_UP"), rounded("-0.0450001", "HALF_EVEN"), rounded("-0.049", "DOWN")]).toEqual([-5n, -5n, -4n]);
  });

  it("have one spelling", () => {
    for (const text of ["1.50", "+1.5", "01.5"]) expect(decimalText(exact(text))).toBe("1.5");
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.nat(15), (units, scale) => {
        expect(decimalText(exact(decimalText({ units, scale })))).toBe(decimalText({ units, scale }));
      }),
    );
  });

  it("never move by more than half a unit when rounded", () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 12n), 10n ** 12n),
        fc.nat(9),
        fc.constantFrom("HALF_UP" as const, "HALF_EVEN" as const),
        (units, scale, rounding) => {
          const minor = minorRounded({ units, scale }, 2, rounding);
          const off = minor * 10n ** BigInt(scale) - units * 100n; // both in 10^-(scale+2)
          expect(2n * (off < 0n ? -off : off)).toBeLessThanOrEqual(10n ** BigInt(scale));
        },
      ),
    );
  });

  it("multiply without losing anything", () => {
    expect(decimalText(multiply(exact("88.01"), exact("0.0080")))).toBe("0.70408");
  });
});
