import { money } from "@tillbook/domain/money";
import { expect, it } from "vitest";
import { amountText, timeMarkup, timeText } from "./figures.ts";

it("tells Hong Kong dollars from US dollars in every language", () => {
  for (const lang of ["en", "zh-Hant", "zh-Hans"] as const) {
    expect(amountText(money(8800n, "HKD"), lang)).toBe("HK$88.00");
    expect(amountText(money(8800n, "USD"), lang)).toBe("US$88.00");
  }
});

it("writes times at UTC+8 whatever zone the server is in, and names the zone", () => {
  const lateInUtc = new Date("2026-03-09T16:00:05Z");
  expect(timeText(lateInUtc, "en")).toBe("10 Mar 2026 00:00:05 (UTC+8)");
  expect(timeText(lateInUtc, "zh-Hant")).toBe("2026年3月10日 00:00:05 (UTC+8)");
  expect(timeText(lateInUtc, "zh-Hans")).toBe("2026年3月10日 00:00:05 (UTC+8)");
});

it("gives machines the instant", () => {
  expect(timeMarkup(new Date("2026-03-09T16:00:05Z"), "en").markup).toContain('<time datetime="2026-03-09T16:00:05.000Z">');
});
