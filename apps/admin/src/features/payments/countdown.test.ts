import { describe, expect, it } from "vitest";
import { clockText, refreshDelay, secondsUntil } from "./countdown.ts";

const now = new Date("2026-03-10T04:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

describe("the countdown of a QR", () => {
  it("counts whole seconds and stops at nothing", () => {
    expect(secondsUntil(later(90.2).toISOString(), now)).toBe(91);
    expect(secondsUntil(later(-5).toISOString(), now)).toBe(0);
    expect(clockText(245)).toBe("4:05");
  });
  it("asks for the next QR twenty seconds before the shown one expires", () => {
    expect(refreshDelay(later(300).toISOString(), now, null)).toBe(280_000);
  });
  it("asks at once when the shown one is nearly or long over", () => {
    expect(refreshDelay(later(5).toISOString(), now, null)).toBe(0);
    expect(refreshDelay(later(-500).toISOString(), now, null)).toBe(0);
  });
  it("is patient for a moment when there is none yet", () => {
    expect(refreshDelay(null, now, null)).toBe(3_000);
  });
  it("keeps fifteen seconds between requests even if the phone's clock is wrong", () => {
    expect(refreshDelay(later(-500).toISOString(), now, later(-4))).toBe(11_000);
  });
});
