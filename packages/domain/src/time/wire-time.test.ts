import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { instantFromWire, wireFromInstant, wireTimeSchema } from "./index.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const wholeSecond = fc
  .date({ min: new Date("2000-01-01T00:00:00Z"), max: new Date("2100-01-01T00:00:00Z"), noInvalidDate: true })
  .map((at) => {
    return new Date(Math.floor(at.getTime() / 1_000) * 1_000);
  });

describe("QFPay's wall-clock time", () => {
  it.each([
    ["UTC", 0],
    ["Asia/Hong_Kong", -480],
    ["America/Los_Angeles", 420],
    ["Pacific/Chatham", -765],
    ["Asia/Kathmandu", -345],
  ])("means the same moment on a host in %s", (zone, offsetInJuly) => {
    vi.stubEnv("TZ", zone);
    expect(new Date("2026-07-01T00:00:00Z").getTimezoneOffset()).toBe(offsetInJuly); // the host really is there
    expect(instantFromWire(wireTimeSchema.parse("2026-03-10 00:00:00")).toISOString()).toBe("2026-03-09T16:00:00.000Z");
    // 02:30 on this night exists in no clock of Los Angeles, and in every clock at UTC+8.
    expect(wireFromInstant(instantFromWire(wireTimeSchema.parse("2026-03-08 02:30:00")))).toBe("2026-03-08 02:30:00");
    fc.assert(
      fc.property(wholeSecond, (at) => {
        expect(instantFromWire(wireFromInstant(at))).toEqual(at);
      }),
    );
  });

  it("is written in whole seconds", () => {
    expect(wireFromInstant(new Date("2026-03-09T16:00:00.999Z"))).toBe("2026-03-10 00:00:00");
  });

  it.each([
    "2026-02-29 12:00:00", "2026-02-30 12:00:00", "2026-04-31 00:00:00", "2026-13-01 00:00:00", "2026-00-10 00:00:00", "2026-03-00 00:00:00", "2026-03-10 24:00:00",
    "2026-03-10 23:60:00", "2026-06-30 23:59:60", "2026-03-10T10:00:00", "2026-03-10 10:00:00Z", "2026-03-10 10:00:00+08:00", "2026-03-10 10:00", "2026-3-10 10:00:00",
    "10000-01-01 00:00:00", "２０２６-03-10 10:00:00", " 2026-03-10 10:00:00", "20260310100000", "",
  ])("%j is no moment and is refused", (text) => {
    expect(wireTimeSchema.safeParse(text).success).toBe(false);
  }); // biome-ignore format: a list reads better

  it("knows leap days", () => {
    expect(wireTimeSchema.safeParse("2024-02-29 23:59:59").success).toBe(true);
  });
});
