import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settlementDaySchema } from "../time/index.ts";
import { addBusinessDays, deskRulesSchema, graceEnd, isBusinessDay, settlementRulesSchema, valueDate } from "./index.ts";

const day = (text: string) => settlementDaySchema.parse(text);
const rules = (holidays: string[] = []) => settlementRulesSchema.parse({ calendar: { holidays } });

describe("the day a settlement day is paid", () => {
  it("is the next business day", () => {
    expect(valueDate(day("2024-03-11"), rules())).toBe("2024-03-12");
  });

  it("is Monday for Friday, Saturday and Sunday", () => {
    for (const text of ["2024-03-08", "2024-03-09", "2024-03-10"]) expect(valueDate(day(text), rules())).toBe("2024-03-11");
  });

  it("waits for holidays", () => {
    const easter = rules(["2024-03-29", "2024-04-01"]);
    expect(valueDate(day("2024-03-27"), easter)).toBe("2024-03-28");
    for (const text of ["2024-03-28", "2024-03-29", "2024-04-01"]) expect(valueDate(day(text), easter)).toBe("2024-04-02");
  });

  it("leaves two business days of grace by default", () => {
    expect(graceEnd(day("2024-03-11"), rules())).toBe("2024-03-14");
    expect(graceEnd(day("2024-03-07"), rules())).toBe("2024-03-12");
  });

  it("is a business day, whatever the calendar", () => {
    const dates = fc
      .date({ min: new Date("2024-01-01"), max: new Date("2026-12-31"), noInvalidDate: true })
      .map((date) => day(date.toISOString().slice(0, 10)));
    fc.assert(
      fc.property(dates, fc.nat(5), fc.array(dates, { maxLength: 20 }), (from, count, holidays) => {
        const { calendar } = rules(holidays);
        const reached = addBusinessDays(from, count, calendar);
        expect(isBusinessDay(reached, calendar)).toBe(true);
        expect(reached >= from).toBe(true);
      }),
    );
  });
});

describe("settlement rules", () => {
  it("are usable when nothing was said: midnight, one business day, no fee contract", () => {
    expect(settlementRulesSchema.parse({})).toMatchObject({
      cutoff: "00:00:00",
      settleLagBusinessDays: 1,
      graceBusinessDays: 2,
      fee: null,
      mchids: [],
    });
  });

  it("know nothing of the desk's own settings, which stand beside them", () => {
    const stored = { breakOwner: " Fiona " };
    expect(settlementRulesSchema.parse(stored)).toEqual(settlementRulesSchema.parse({}));
    expect([deskRulesSchema.parse(stored), deskRulesSchema.parse({ cutoff: "22:00:00" })]).toEqual([
      { breakOwner: "Fiona" },
      { breakOwner: null },
    ]);
    for (const breakOwner of ["", " ", 7, "x".repeat(101)]) expect(deskRulesSchema.safeParse({ breakOwner }).success).toBe(false);
  });

  it("refuse a week without a business day, rates that are none and tolerances on the principal", () => {
    const week = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    for (const wrong of [
      { calendar: { weekend: week } },
      { fee: { rate: "cheap" } },
      { fee: { rate: "-1%" } },
      { tolerance: { grossMinor: 1 } },
      { cutoff: "24:00:00" },
    ]) {
      expect(settlementRulesSchema.safeParse(wrong).success).toBe(false);
    }
  });
});
