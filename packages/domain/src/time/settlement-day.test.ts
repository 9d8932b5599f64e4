import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  type Cutoff,
  cutoffSchema,
  instantFromWire,
  MIDNIGHT,
  settlementDay,
  settlementDayBounds,
  settlementDaySchema,
  wireTimeSchema,
} from "./index.ts";

const at = (sysdtm: string) => instantFromWire(wireTimeSchema.parse(sysdtm));
const day = (sysdtm: string, cutoff: Cutoff = MIDNIGHT) => settlementDay(at(sysdtm), cutoff);
const TEN_IN_THE_EVENING = cutoffSchema.parse("22:00:00");

describe("the settlement day", () => {
  it.each([
    ["one second before midnight", "2024-03-09 23:59:59", "2024-03-09"],
    ["midnight itself", "2024-03-10 00:00:00", "2024-03-10"],
    ["the end of a leap day", "2024-02-29 23:59:59", "2024-02-29"],
    ["the last second of a year", "2024-12-31 23:59:59", "2024-12-31"],
    ["the first second of a year", "2025-01-01 00:00:00", "2025-01-01"],
    ["a shop in Bangkok, where it is still the 9th", "2024-03-10 00:00:03", "2024-03-10"],
    ["a shop in Tokyo, where it is already the 10th", "2024-03-09 23:30:01", "2024-03-09"],
    ["a shop in Dubai at eight in the evening", "2024-03-10 00:00:01", "2024-03-10"],
    ["a shop in Toronto before eleven in the morning", "2024-03-09 23:59:59", "2024-03-09"],
    ["a shop in Toronto from eleven in the morning", "2024-03-10 00:00:00", "2024-03-10"],
    ["made before and paid after midnight", "2024-03-09 23:58:10", "2024-03-09"],
    ["a refund after midnight of a payment before it", "2024-03-10 00:31:00", "2024-03-10"],
  ])("of %s is read from sysdtm alone", (_case, sysdtm, expected) => {
    expect(day(sysdtm)).toBe(expected);
  });

  it.each([
    ["2024-03-09 21:59:59", "2024-03-09"],
    ["2024-03-09 22:00:00", "2024-03-10"],
    ["2024-12-31 22:00:00", "2025-01-01"],
    ["2024-03-10 00:00:00", "2024-03-10"],
  ])("with a cut-off at 22:00 turns in the evening: %s", (sysdtm, expected) => {
    expect(day(sysdtm, TEN_IN_THE_EVENING)).toBe(expected);
  });

  it("holds every instant of its bounds and no other, whatever the cut-off", () => {
    const clock = fc
      .tuple(fc.nat(23), fc.nat(59), fc.nat(59))
      .map((parts) => cutoffSchema.parse(parts.map((part) => String(part).padStart(2, "0")).join(":")));
    const instant = fc.date({ min: new Date("2000-01-01T00:00:00Z"), max: new Date("2100-01-01T00:00:00Z"), noInvalidDate: true });
    fc.assert(
      fc.property(instant, fc.oneof(fc.constant(MIDNIGHT), clock), (sysdtm, cutoff) => {
        const own = settlementDay(sysdtm, cutoff);
        const { from, until } = settlementDayBounds(own, cutoff);
        expect(from <= sysdtm && sysdtm < until).toBe(true);
        expect(settlementDay(from, cutoff)).toBe(own);
        expect(settlementDay(until, cutoff)).toBe(addDays(own, 1));
      }),
    );
  });

  it.each(["2026-02-30", "2025-02-29", "2026-13-01", "2026-3-10", "10000-01-01", "today", ""])("%j is no day", (text) => {
    expect(settlementDaySchema.safeParse(text).success).toBe(false);
  });

  it.each(["24:00:00", "22:60:00", "22:00", "9:00:00", ""])("%j is no cut-off", (text) => {
    expect(cutoffSchema.safeParse(text).success).toBe(false);
  });
});
