import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decidesAt, EXPIRY_MARGIN_MS, isSurelyExpired, nextEnquiry, type PaymentState } from "./index.ts";

const MINUTE = 60_000;
const START = new Date("2026-03-10T10:00:00+08:00");
const after = (ms: number) => new Date(START.getTime() + ms);
const lives = (minutes: number, state: PaymentState = { at: "submitted" }) => ({ state, enquiries: 0, expiresAt: after(minutes * MINUTE) });

/** Every time that a payment is asked about when no answer ever settles it and each ask takes `answerMs`. */
function asks(minutes: number, answerMs: number): Date[] {
  const found: Date[] = [];
  let next = nextEnquiry(lives(minutes), START);
  while (next !== null && found.length < 10_000) {
    found.push(next);
    next = nextEnquiry({ ...lives(minutes), enquiries: found.length }, new Date(next.getTime() + answerMs));
  }
  return found;
}

describe("the plan of enquiries", () => {
  const minutes = fc.integer({ min: 5, max: 120 });
  const answerMs = fc.integer({ min: 0, max: 5_000 });

  it("goes on, asks soon after expiry, and ends when a person must decide", () => {
    fc.assert(
      fc.property(minutes, answerMs, (minutes, answerMs) => {
        const times = asks(minutes, answerMs);
        expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? START))).toBe(true);
        const justAfterExpiry = minutes * MINUTE + EXPIRY_MARGIN_MS;
        expect(times.some((time) => time >= after(justAfterExpiry) && time <= after(justAfterExpiry + MINUTE + 5_000))).toBe(true);
        const last = times.at(-1)?.getTime() ?? 0;
        const decides = decidesAt(lives(minutes)).getTime();
        expect(Math.abs(last - decides)).toBeLessThan(2 * MINUTE);
        expect(times.length).toBeLessThan(2_000);
      }),
      { numRuns: 30 },
    );
  });

  it("asks in the very moment in which a QR is surely dead", () => {
    expect(asks(30, 0)).toContainEqual(after(30 * MINUTE + EXPIRY_MARGIN_MS));
  });

  it("asks at growing pauses, first within seconds and never more than a minute apart", () => {
    const times = asks(30, 0).filter((time) => time < after(29 * MINUTE)); // the ask just after expiry is out of the row
    const pauses = times.map((time, index) => time.getTime() - (times[index - 1] ?? START).getTime());
    expect(pauses.every((pause, index) => index === 0 || pause >= (pauses[index - 1] ?? 0))).toBe(true);
    expect(pauses[0]).toBeLessThanOrEqual(5_000);
    expect(Math.max(...pauses)).toBe(MINUTE);
  });

  it.each<PaymentState>([
    { at: "failed", respcd: "1201" },
    { at: "expired" },
    { at: "cancelled" },
    { at: "paid", syssn: "S1", sysdtm: START, paydtm: START, chnlsn: null },
  ])("asks nothing about a payment that is final: $at", (state) => {
    expect(nextEnquiry(lives(30, state), START)).toBeNull();
  });

  it("asks no more after every notification must have come", () => {
    expect(nextEnquiry(lives(30), decidesAt(lives(30)))).toBeNull();
  });

  it("calls nothing expired before the margin for clocks is over", () => {
    expect(isSurelyExpired(lives(30), after(30 * MINUTE + EXPIRY_MARGIN_MS - 1))).toBe(false);
    expect(isSurelyExpired(lives(30), after(30 * MINUTE + EXPIRY_MARGIN_MS))).toBe(true);
  });
});
