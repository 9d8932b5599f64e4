import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idBatches, monthWindows } from "./index.ts";

const MONTH = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 7);

describe("month windows", () => {
  it("follow one another without gap or overlap, each within one month at UTC+8", () => {
    const seconds = fc.integer({ min: Date.UTC(2023, 0, 1) / 1000, max: Date.UTC(2028, 0, 1) / 1000 });
    fc.assert(
      fc.property(seconds, fc.nat(40_000_000), (start, length) => {
        const [from, until] = [new Date(start * 1000), new Date((start + length) * 1000)];
        const windows = monthWindows(from, until);
        const total = windows.reduce((sum, { startTime, endTime }) => sum + (endTime.getTime() - startTime.getTime()) / 1000 + 1, 0);
        expect(total).toBe(length);
        for (const { startTime, endTime } of windows) expect(MONTH(startTime)).toBe(MONTH(endTime));
        for (const [i, window] of windows.entries()) {
          expect(window.startTime.getTime()).toBe(i === 0 ? from.getTime() : (windows[i - 1]?.endTime.getTime() ?? 0) + 1000);
        }
      }),
    );
  });

  it("turn at midnight UTC+8 of New Year", () => {
    const windows = monthWindows(new Date("2025-12-31T15:59:58Z"), new Date("2025-12-31T16:00:02Z"));
    expect(windows.map((window) => [window.startTime.toISOString(), window.endTime.toISOString()])).toEqual([
      ["2025-12-31T15:59:58.000Z", "2025-12-31T15:59:59.000Z"],
      ["2025-12-31T16:00:00.000Z", "2025-12-31T16:00:01.000Z"],
    ]);
  });

  it("cover started seconds, and nothing when the end is not after the start", () => {
    const at = new Date("2026-03-02T09:15:00.500+08:00");
    expect(monthWindows(at, new Date(at.getTime() + 1))).toHaveLength(1);
    expect(monthWindows(new Date(at.getTime() - 500), new Date(at.getTime() - 500))).toEqual([]);
    expect(monthWindows(at, new Date(at.getTime() - 5000))).toEqual([]);
  });
});

describe("lists of identifiers", () => {
  it("keep every identifier in order, four at most and 128 characters at most", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom("A", "9"), minLength: 1, maxLength: 128 }), { maxLength: 30 }), (ids) => {
        const batches = idBatches(ids);
        expect(batches.flat()).toEqual(ids);
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(4);
          expect(batch.join(",").length).toBeLessThanOrEqual(128);
        }
      }),
    );
  });
});
