import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ABSENT,
  decidesAt,
  EXPIRY_MARGIN_MS,
  firstLook,
  GIVE_UP_AFTER_MS,
  isSurelyExpired,
  nextEnquiry,
  nextEnquiryAfterSilence,
  nextEnquiryWhileOpenThere,
  type PaymentState,
  type Planned,
} from "./index.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const START = new Date("2026-03-10T10:00:00+08:00");
const after = (ms: number) => new Date(START.getTime() + ms);
const lives = (minutes: number, over: Partial<Planned> = {}): Planned => ({
  id: "0195b7c1-0000-7000-8000-000000000001",
  state: { at: "submitted" },
  enquiries: 0,
  expiresAt: after(minutes * MINUTE),
  createdAt: START,
  ...over,
});

/** Every time that a payment is asked about when no answer ever settles it and each ask takes `answerMs`. */
function asks(payment: Planned, answerMs: number, plan = nextEnquiry, from = START): Date[] {
  const found: Date[] = [];
  let next = plan({ ...payment, enquiries: 0 }, from);
  while (next !== null && found.length < 10_000 && next <= decidesAt(payment)) {
    found.push(next);
    next = plan({ ...payment, enquiries: found.length }, new Date(next.getTime() + answerMs));
  }
  return found;
}
const pausesOf = (times: readonly Date[]) => times.slice(1).map((time, index) => time.getTime() - (times[index] ?? START).getTime());

const minutes = fc.integer({ min: 5, max: 120 });
const answerMs = fc.integer({ min: 0, max: 5_000 });
const id = fc.uuid({ version: 7 });

describe("the plan of enquiries", () => {
  it("goes on, asks soon after expiry, and ends when a person must decide", () => {
    fc.assert(
      fc.property(minutes, answerMs, id, (minutes, answerMs, id) => {
        const payment = lives(minutes, { id });
        const times = asks(payment, answerMs);
        expect(pausesOf(times).every((pause) => pause > 0)).toBe(true);
        const justAfterExpiry = minutes * MINUTE + EXPIRY_MARGIN_MS;
        expect(times.some((time) => time >= after(justAfterExpiry) && time <= after(justAfterExpiry + MINUTE))).toBe(true);
        expect(decidesAt(payment).getTime() - (times.at(-1)?.getTime() ?? 0)).toBeLessThanOrEqual(answerMs); // or while the last answer was on its way
        expect(times.length).toBeLessThan(600);
      }),
      { numRuns: 30 },
    );
  });

  it("asks in the very moment in which a QR is surely dead", () => {
    expect(asks(lives(30), 0)).toContainEqual(after(30 * MINUTE + EXPIRY_MARGIN_MS));
  });

  it("asks at growing pauses, first within seconds and never more than 40 s apart while somebody may still pay", () => {
    fc.assert(
      fc.property(id, (id) => {
        const pauses = pausesOf(asks(lives(30, { id }), 0).filter((time) => time <= after(30 * MINUTE)));
        expect(pauses[0]).toBeLessThanOrEqual(4 * SECOND);
        expect(Math.max(...pauses)).toBeLessThanOrEqual(40 * SECOND);
        expect(Math.min(...pauses.slice(8))).toBeGreaterThanOrEqual(20 * SECOND); // grown
      }),
    );
  });

  it("asks at most every five minutes once the code has been dead for long", () => {
    const pauses = pausesOf(asks(lives(30), 0).filter((time) => time > after(120 * MINUTE)));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(5 * MINUTE);
  });

  it("spreads payments that were made in one moment", () => {
    const ids = fc.uniqueArray(id, { minLength: 200, maxLength: 200 });
    fc.assert(
      fc.property(ids, (ids) => {
        const times = ids.map((id) => nextEnquiry(lives(30, { id, enquiries: 20 }), START)?.getTime() ?? 0);
        expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(8 * SECOND); // of the 10 s that there are
        const seconds = Map.groupBy(times, (at) => Math.floor(at / SECOND));
        const fullest = Math.max(...[...seconds.values()].map((same) => same.length));
        expect(fullest).toBeLessThan(60); // 20 would be even
      }),
      { numRuns: 20 },
    );
  });

  it.each<PaymentState>([
    { at: "failed", respcd: "1201" },
    { at: "failed", respcd: "person" },
    { at: "paid", syssn: "S1", sysdtm: START, paydtm: START, chnlsn: null },
  ])("asks nothing about a payment on which QFPay or a person has spoken the last word: $at", (state) => {
    expect(nextEnquiry(lives(30, { state }), START)).toBeNull();
    expect(nextEnquiryAfterSilence(lives(30, { state }), START)).toBeNull();
  });

  it("asks no more after every notification must have come", () => {
    expect(nextEnquiry(lives(30), decidesAt(lives(30)))).toBeNull();
  });

  it("calls nothing expired before the margin for clocks is over", () => {
    expect(isSurelyExpired(lives(30), after(30 * MINUTE + EXPIRY_MARGIN_MS - 1))).toBe(false);
    expect(isSurelyExpired(lives(30), after(30 * MINUTE + EXPIRY_MARGIN_MS))).toBe(true);
  });
});

describe("while QFPay is silent", () => {
  it("asks at least every 15 s, so that all is known soon after it speaks again", () => {
    fc.assert(
      fc.property(minutes, id, fc.integer({ min: 0, max: 5_000 }), (minutes, id, enquiries) => {
        const payment = lives(minutes, { id, enquiries });
        for (const at of [START, payment.expiresAt, new Date(decidesAt(payment).getTime() - 1)]) {
          const next = nextEnquiryAfterSilence(payment, at);
          expect(next?.getTime()).toBeGreaterThan(at.getTime());
          expect(next?.getTime()).toBeLessThanOrEqual(at.getTime() + 15 * SECOND);
          expect(next?.getTime()).toBeLessThanOrEqual(nextEnquiry(payment, at)?.getTime() ?? 0);
        }
      }),
    );
  });

  it("ends in no silence: QFPay is asked on until it has spoken once", () => {
    const late = new Date(decidesAt(lives(30)).getTime() + 60 * MINUTE);
    expect(nextEnquiryAfterSilence(lives(30), late)?.getTime()).toBeLessThanOrEqual(late.getTime() + MINUTE);
  });
});

describe("where money could still come after the last word", () => {
  const looksAt = (state: PaymentState) => {
    const found: number[] = [];
    let next = nextEnquiry(lives(30, { state }), START);
    while (next !== null) {
      found.push(next.getTime() - START.getTime());
      next = nextEnquiry(lives(30, { state }), next);
    }
    return found;
  };

  it.each(["expired", "cancelled"] as const)("looks soon at one that is %s, and a few times more", (at) => {
    expect(firstLook(lives(30, { state: { at } }), START)).toEqual(after(30 * SECOND));
    expect(looksAt({ at })).toEqual([30 * MINUTE + EXPIRY_MARGIN_MS, 40 * MINUTE, 30 * MINUTE + GIVE_UP_AFTER_MS]);
  });

  it("looks soon after the end even where somebody asked a moment before", () => {
    const ended = { ...lives(30, { state: { at: "cancelled" } }), stateAt: START };
    expect(nextEnquiry(ended, after(SECOND))).toEqual(after(30 * SECOND));
    expect(nextEnquiry(ended, after(30 * SECOND))).toEqual(after(30 * MINUTE + EXPIRY_MARGIN_MS));
  });

  it.each<PaymentState>([{ at: "cancelled" }, { at: "failed", respcd: ABSENT }])(
    "watches one that QFPay calls payable after all like an open one, until its time is over: $at",
    (state) => {
      fc.assert(
        fc.property(id, fc.integer({ min: 0, max: 5_000 }), (id, enquiries) => {
          const ended = { ...lives(30, { id, enquiries, state }), stateAt: START };
          const next = nextEnquiryWhileOpenThere(ended, after(MINUTE))?.getTime() ?? 0;
          expect(next).toBeGreaterThan(after(MINUTE).getTime());
          expect(next).toBeLessThanOrEqual(after(MINUTE + 40 * SECOND).getTime());
          const over = after(30 * MINUTE + EXPIRY_MARGIN_MS);
          expect(nextEnquiryWhileOpenThere(ended, over)).toEqual(nextEnquiry(ended, over));
        }),
      );
    },
  );

  it("looks no more once every notification must have come, nor where nothing can follow", () => {
    expect(firstLook(lives(30, { state: { at: "expired" } }), after(30 * MINUTE + GIVE_UP_AFTER_MS))).toBeNull();
    expect(firstLook(lives(30, { state: { at: "failed", respcd: "1201" } }), START)).toBeNull();
  });

  it("looks soon at one that QFPay seemed never to have got", () => {
    expect(looksAt({ at: "failed", respcd: ABSENT })).toEqual([
      2 * MINUTE,
      30 * MINUTE + EXPIRY_MARGIN_MS,
      40 * MINUTE,
      30 * MINUTE + GIVE_UP_AFTER_MS,
    ]);
  });
});
