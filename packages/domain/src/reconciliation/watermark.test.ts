import { describe, expect, it } from "vitest";
import { at } from "./testing/books.ts";
import { watermarkOf } from "./watermark.ts";

const NOW = at("2024-03-11 16:00:00");

describe("the watermark", () => {
  it("stands at now while nothing is unexplained", () => {
    expect(watermarkOf(NOW, [])).toEqual({ at: NOW, held: null });
  });
  it("stands at the oldest thing that is not explained", () => {
    const [payment, aBreak] = [
      { kind: "payment", since: at("2024-03-11 15:42:00") } as const,
      { kind: "break", since: at("2024-03-11 15:50:00") } as const,
    ];
    expect(watermarkOf(NOW, [aBreak, payment])).toEqual({ at: payment.since, held: payment });
  });
  it("never runs ahead of the clock", () => {
    expect(watermarkOf(NOW, [{ kind: "break", since: at("2024-03-11 16:00:01") }])).toEqual({ at: NOW, held: null });
  });
});
