import { expect, it } from "vitest";
import { forgedTimings, studentT } from "./index.ts";

it("weighs the mean of the differences against their spread", () => {
  expect(studentT([1, 2, 3])).toBeCloseTo(2 / Math.sqrt(1 / 3));
  expect(studentT([-1, 0, 1])).toBe(0);
  expect(studentT([5, 5, 5])).toBe(Number.POSITIVE_INFINITY);
  expect(studentT([0, 0, 0])).toBe(0);
});

it("compares every pair of forgeries that could differ, each with the time of its own", () => {
  const timings = forgedTimings({ pairs: 40, random: Math.random });
  expect(timings).toHaveLength(6);
  for (const { t, pairs, medianNs } of timings) {
    expect(Number.isFinite(t)).toBe(true);
    expect(pairs).toBeGreaterThan(0);
    expect(Math.min(...medianNs)).toBeGreaterThan(0);
  }
});
