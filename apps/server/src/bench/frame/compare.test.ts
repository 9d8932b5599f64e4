import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparisonOf, type Round } from "./compare.ts";
import { median, percentile } from "./figures.ts";

const round = fc.record({ reference: fc.integer({ min: 1, max: 1_000 }), product: fc.integer({ min: 1, max: 1_000 }) });

describe("a comparison", () => {
  it("is the median of the ratios of its rounds, not the ratio of the medians", () => {
    const rounds: Round[] = [
      { reference: 10, product: 20 },
      { reference: 20, product: 10 },
      { reference: 10, product: 30 },
    ];
    expect(comparisonOf(rounds)).toEqual({
      figure: 2,
      lowest: 0.5,
      highest: 3,
      variation: 2,
      isRefused: false,
      reference: 10,
      product: 20,
      rounds: 3,
    });
  });

  it("is refused exactly when its reference varied by more than twice", () => {
    fc.assert(
      fc.property(fc.array(round, { minLength: 1, maxLength: 9 }), (rounds) => {
        const slowest = Math.max(...rounds.map(({ reference }) => reference));
        expect(comparisonOf(rounds).isRefused).toBe(rounds.some(({ reference }) => reference * 2 < slowest));
      }),
    );
  });
});

describe("percentiles", () => {
  it.each([
    [[5], 50, 5],
    [[4, 1, 3, 2], 50, 2.5],
    [[3, 1, 2], 0, 1],
    [[3, 1, 2], 100, 3],
    [[0, 10], 99, 9.9],
  ])("of %j at %i are %d", (values, percent, expected) => expect(percentile(values, percent)).toBeCloseTo(expected));

  it("of nothing are refused", () => expect(() => median([])).toThrow("nothing measured"));
});
