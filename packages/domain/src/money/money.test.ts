import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, type Currency, CurrencyMismatch, currencySchema, isSame, type Money, money, negate, subtract } from "./index.ts";

const amountIn = (currency: Currency) => fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map((minor) => money(minor, currency));
const currency = fc.constantFrom(...currencySchema.options);
const threeOfOneCurrency = currency.chain((one) => fc.tuple(amountIn(one), amountIn(one), amountIn(one)));
const twoCurrencies = fc.tuple(currency, currency).filter(([a, b]) => a !== b);

describe("sums of money", () => {
  it("come out the same in any order and grouping, beyond what a float could hold", () => {
    fc.assert(
      fc.property(threeOfOneCurrency, ([a, b, c]) => {
        expect(add(add(a, b), c)).toEqual(add(c, add(b, a)));
        expect(subtract(add(a, b), b)).toEqual(a);
        expect(add(a, negate(a)).minor).toBe(0n);
      }),
    );
  });

  it("never cross currencies", () => {
    fc.assert(
      fc.property(twoCurrencies, ([one, other]) => {
        const [a, b]: [Money, Money] = [money(1n, one), money(1n, other)];
        expect(() => add(a, b)).toThrow(CurrencyMismatch);
        expect(() => subtract(a, b)).toThrow(CurrencyMismatch);
        expect(isSame(a, b)).toBe(false);
      }),
    );
  });
});
