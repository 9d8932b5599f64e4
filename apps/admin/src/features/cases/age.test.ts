import { describe, expect, it } from "vitest";
import { ageOf } from "./age.ts";

const now = new Date("2026-03-10T04:00:00Z");

describe("how long a case has waited", () => {
  it.each([
    ["2026-03-10T04:00:30Z", "now", 0],
    ["2026-03-10T03:59:01Z", "now", 0],
    ["2026-03-10T03:01:00Z", "minutes", 59],
    ["2026-03-10T03:00:00Z", "hours", 1],
    ["2026-03-09T04:00:01Z", "hours", 23],
    ["2026-03-07T04:00:00Z", "days", 3],
  ] as const)("since %s: %s, %i", (at, unit, count) => {
    expect(ageOf(at, now)).toEqual({ unit, count });
  });
});
