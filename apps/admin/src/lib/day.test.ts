import { describe, expect, it } from "vitest";
import { daySpan, hourSpan, monthAfter, today } from "./day.ts";

describe("days and hours at UTC+8", () => {
  it("turns the day at midnight in Hong Kong, not in London", () => {
    expect(today(new Date("2026-03-09T15:59:59Z"))).toBe("2026-03-09");
    expect(today(new Date("2026-03-09T16:00:00Z"))).toBe("2026-03-10");
  });
  it("spans a day from its first instant to the first after it", () => {
    expect(daySpan("2026-03-10")).toEqual({ from: "2026-03-09T16:00:00.000Z", to: "2026-03-10T16:00:00.000Z" });
  });
  it("fills a day with its 24 hours, without gap or overlap", () => {
    const hours = Array.from({ length: 24 }, (_, hour) => hourSpan("2026-03-10", hour));
    expect(hours[0]?.from).toBe(daySpan("2026-03-10").from);
    expect(hours[23]?.to).toBe(daySpan("2026-03-10").to);
    expect(hours.slice(1).map((hour) => hour.from)).toEqual(hours.slice(0, -1).map((hour) => hour.to));
  });
  it("counts months across the year's end", () => {
    expect(monthAfter("2026-12", 1)).toBe("2027-01");
    expect(monthAfter("2026-01", -1)).toBe("2025-12");
  });
});
