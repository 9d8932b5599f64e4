import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repeatedNumbers } from "./repeated-numbers.ts";

function found(numbers: readonly string[]): readonly string[] | null {
  const watch = repeatedNumbers();
  for (const number of numbers) watch.add(number);
  return watch.found();
}

describe("numbers that stand on several rows", () => {
  it("names every one of them, whatever stands between", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 40 })), fc.array(fc.string({ maxLength: 40 }), { minLength: 1 }), (others, twice) => {
        expect(found([...twice, ...others, ...twice])).toEqual(expect.arrayContaining(twice));
      }),
      { numRuns: 20 },
    );
  });

  it("takes hardly any other for one of them, though they differ in little", () => {
    const numbers = Array.from({ length: 50_000 }, (_, nth) => `20260310180500${String(nth * 7).padStart(9, "0")}${1 + (nth % 9)}`);
    expect(found(numbers)?.length).toBeLessThan(5);
  });

  it("does not name them where nearly all are", () => {
    const numbers = Array.from({ length: 25_000 }, (_, nth) => `N${nth}`);
    expect(found([...numbers, ...numbers])).toBeNull();
  });
});
