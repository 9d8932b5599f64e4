import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterRefusedAtNight, blackoutEnd, nextRefundEnquiry, nextTry, refundRulesSchema, sendingTime } from "./index.ts";
import { aRefund, NOW, planAt } from "./testing/refund.ts";

const rules = refundRulesSchema.parse({});
const at = (text: string) => new Date(`${text}+08:00`);
const instants = fc.date({ min: new Date("2026-01-01T00:00:00Z"), max: new Date("2027-01-01T00:00:00Z"), noInvalidDate: true });
const chances = fc.double({ min: 0, max: 0.999, noNaN: true });
const timeOfDay = (instant: Date): string => new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);

describe("QFPay's nightly pause", () => {
  it.each([
    ["2026-03-10T23:29:59", null],
    ["2026-03-10T23:30:00", "2026-03-11T00:30:00"],
    ["2026-03-11T00:00:00", "2026-03-11T00:30:00"],
    ["2026-03-11T00:29:59", "2026-03-11T00:30:00"],
    ["2026-03-11T00:30:00", null],
    ["2026-12-31T23:59:59", "2027-01-01T00:30:00"],
    ["2026-03-10T12:00:00", null],
  ])("at %s ends %s", (now, end) => {
    expect(blackoutEnd(at(now), rules)).toEqual(end === null ? null : at(end));
  });

  it("is a setting, also within one day", () => {
    const other = refundRulesSchema.parse({ blackout: { from: "02:00", until: "04:00" } });
    expect(blackoutEnd(at("2026-03-10T03:00:00"), other)).toEqual(at("2026-03-10T04:00:00"));
    expect(blackoutEnd(at("2026-03-10T23:45:00"), other)).toBeNull();
  });

  it("holds every refund until it is over, spread a little, and none outside of it", () => {
    fc.assert(
      fc.property(instants, chances, (now, chance) => {
        const { at: when, because } = sendingTime({ now, rules, chance });
        expect(blackoutEnd(when, rules)).toBeNull();
        expect(because === null ? when : when > now).toEqual(because === null ? now : true);
      }),
    );
  });

  it("is over, by QFPay's clock too, before what it refused is sent again", () => {
    fc.assert(
      fc.property(instants, chances, (now, chance) => {
        const again = afterRefusedAtNight({ now, rules, chance });
        expect(again > now).toBe(true);
        expect(blackoutEnd(again, rules)).toBeNull();
      }),
    );
    expect(afterRefusedAtNight(planAt(at("2026-03-10T23:27:00"))) > at("2026-03-11T00:30:00")).toBe(true); // its clock goes ahead of ours
  });
});

describe("what QFPay refused for now", () => {
  it("is tried at growing pauses while the shops are open", () => {
    const pauses = [1, 2, 3, 4, 9].map((sends) => nextTry(aRefund({ sends }), planAt(at("2026-03-10T14:00:00"))));
    expect(pauses.map((next) => next && (next.getTime() - at("2026-03-10T14:00:00").getTime()) / 60_000)).toEqual([15, 30, 60, 120, 120]);
  });

  it.each([
    ["2026-03-10T22:50:00", "2026-03-11T11:05:00"], // today's takings are over
    ["2026-03-10T09:00:00", "2026-03-10T11:05:00"], // the morning's balance is not there yet
    ["2026-03-10T22:30:00", "2026-03-10T22:45:00"],
  ])("at %s is tried again at %s", (now, again) => {
    expect(nextTry(aRefund({ sends: 1 }), planAt(at(now)))).toEqual(at(again));
  });

  it("is tried within the hours only, later than now, and no more once it has failed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 * 24 * 60 }), fc.integer({ min: 1, max: 40 }), chances, (minutes, sends, chance) => {
        const now = new Date(NOW.getTime() + minutes * 60_000);
        const next = nextTry(aRefund({ sends, createdAt: NOW }), { now, rules, chance });
        if (next === null) throw new Error("it is not over yet");
        expect(next > now).toBe(true);
        expect(timeOfDay(next) >= "11:05" && timeOfDay(next) < "23:00").toBe(true);
      }),
    );
    const over = new Date(NOW.getTime() + rules.giveUpAfterDays * 86_400_000);
    expect(nextTry(aRefund({ sends: 3 }), planAt(over))).toBeNull();
    expect(nextTry(aRefund({ sends: 3, decidedAt: over }), planAt(over))).not.toBeNull(); // the second person's yes starts the time
  });
});

describe("a refund that QFPay is at work on", () => {
  it("is asked about until it is final, at growing pauses", () => {
    const pause = (enquiries: number) => {
      const next = nextRefundEnquiry(aRefund({ state: { at: "submitted" }, enquiries }), NOW);
      return next && (next.getTime() - NOW.getTime()) / 1_000;
    };
    expect([0, 1, 2, 3, 4, 5, 29, 30, 59, 60, 999].map(pause)).toEqual([3, 5, 10, 20, 40, 60, 60, 300, 300, 900, 900]);
  });

  it.each([
    aRefund({ state: { at: "awaiting_approval" } }),
    aRefund({ state: { at: "queued" } }),
    aRefund({ state: { at: "declined" } }),
    aRefund({ state: { at: "failed", respcd: "1269" } }),
    aRefund({ state: { at: "refunded", syssn: "R1", sysdtm: NOW } }),
    aRefund({ state: { at: "submitted" }, waitsBecause: "1269" }),
  ])("is not asked about before and after: $state.at", (refund) => {
    expect(nextRefundEnquiry(refund, NOW)).toBeNull();
  });
});

describe("an account's rules", () => {
  it("are what QFPay's documents say where nothing else is set", () => {
    expect(rules).toMatchObject({ maximumAgeDays: 365, blackout: { from: "23:30", until: "00:30" }, giveUpAfterDays: 5 });
    expect(rules.approvalAbove.size).toBe(0);
  });
  it.each([
    [{ approvalAbove: { HKD: "1,000.00", JPY: "5000", CNY: "0" } }, true],
    [{ approvalAbove: { HKD: "-1" } }, false],
    [{ approvalAbove: { HKD: "0.001" } }, false],
    [{ approvalAbove: { XXX: "1" } }, false],
    [{ blackout: { from: "24:00", until: "00:30" } }, false],
    [{ maximumAgeDays: 0 }, false],
  ])("are read or refused: %j", (typed, isRead) => {
    expect(refundRulesSchema.safeParse(typed).success).toBe(isRead);
  });
});
