import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRateBudget, type Priority, QFPAY_LIMITS, type RateTimer } from "./index.ts";

/** Time that passes only when told to. */
function handTimer() {
  let now = 0;
  let due: { at: number; run: () => void }[] = [];
  const timer: RateTimer = {
    nowMs: () => now,
    after(ms, run) {
      const entry = { at: now + ms, run };
      due.push(entry);
      return () => (due = due.filter((other) => other !== entry));
    },
  };
  async function pass(ms: number): Promise<void> {
    await Promise.resolve(); // what was granted at once is noted before time moves
    const end = now + ms;
    for (;;) {
      const next = due.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > end) break;
      due = due.filter((other) => other !== next);
      now = Math.max(now, next.at);
      next.run();
      await Promise.resolve();
    }
    now = end;
    await Promise.resolve();
  }
  return { timer, pass };
}

function setUp(limits = QFPAY_LIMITS) {
  const { timer, pass } = handTimer();
  const budget = createRateBudget({ limits, timer, random: () => 1 - Number.EPSILON });
  const granted: { at: number; by: Priority }[] = [];
  const refused: Priority[] = [];
  const ask = (by: Priority, times = 1, maxWaitMs = 3_600_000) => {
    for (let i = 0; i < times; i += 1) {
      void budget
        .acquire(by, maxWaitMs)
        .then((answer) => (answer === "granted" ? granted.push({ at: timer.nowMs(), by }) : refused.push(by)));
    }
  };
  const count = (by: Priority) => granted.filter((one) => one.by === by).length;
  return { budget, pass, granted, refused, ask, count };
}

describe("the budget of one merchant", () => {
  it("lets 100 calls go within a second and 400 within a minute", async () => {
    const { ask, pass, granted } = setUp();
    ask("people", 500);
    await pass(999);
    expect(granted).toHaveLength(100);
    await pass(59_000);
    expect(granted).toHaveLength(400);
    await pass(2_000);
    expect(granted).toHaveLength(500);
  });

  it("never exceeds either window, whoever asks and whenever", async () => {
    const arrivals = fc.array(fc.record({ by: fc.constantFrom<Priority>("people", "sweep"), pauseMs: fc.nat(400) }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(arrivals, async (steps) => {
        const { ask, pass, granted } = setUp({ perSecond: 3, perMinute: 10, sweepShare: 0.5 });
        for (const { by, pauseMs } of steps) {
          ask(by);
          await pass(pauseMs);
        }
        await pass(3_600_000);
        expect(granted).toHaveLength(steps.length);
        for (const { at } of granted) {
          const within = (spanMs: number, calls: typeof granted) => calls.filter((one) => one.at > at - spanMs && one.at <= at).length;
          expect(within(1_000, granted)).toBeLessThanOrEqual(3);
          expect(within(60_000, granted)).toBeLessThanOrEqual(10);
          expect(
            within(
              60_000,
              granted.filter((one) => one.by === "sweep"),
            ),
          ).toBeLessThanOrEqual(5);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("serves people before sweeps that came earlier", async () => {
    const { ask, pass, granted } = setUp({ perSecond: 1, perMinute: 60, sweepShare: 1 });
    ask("sweep", 3);
    ask("people");
    await pass(1_000);
    expect(granted.map((one) => one.by)).toEqual(["sweep", "people"]);
  });

  it("keeps room for people while sweeps have used their share", async () => {
    const { ask, pass, count } = setUp();
    ask("sweep", 400);
    await pass(30_000);
    expect(count("sweep")).toBe(300);
    ask("people", 50);
    await pass(0);
    expect(count("people")).toBe(50);
  });

  it("refuses who cannot be served in time, and spends nothing on them", async () => {
    const { ask, pass, refused, count } = setUp({ perSecond: 1, perMinute: 1, sweepShare: 1 });
    ask("people");
    ask("people", 1, 5_000);
    await pass(5_000);
    expect(refused).toEqual(["people"]);
    ask("people");
    await pass(55_000);
    expect(count("people")).toBe(2);
  });

  it("pauses after a 429, twice as long after each further one, up to a minute", async () => {
    const { budget, ask, pass, granted } = setUp();
    const pauses: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      budget.reportLimited();
      budget.reportLimited(); // two calls of one burst are one refusal
      const before = granted.length;
      ask("people");
      let waited = 0;
      while (granted.length === before) {
        await pass(500);
        waited += 500;
      }
      pauses.push(waited);
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  it("starts with a short pause again once QFPay has answered", async () => {
    const { budget, ask, pass, granted } = setUp();
    budget.reportLimited();
    await pass(1_000);
    budget.reportPassed();
    budget.reportLimited();
    ask("people");
    await pass(1_000);
    expect(granted).toHaveLength(1);
  });

  it("tells how full it is: calls in both windows, who waits, and how long a 429 holds everybody up", async () => {
    const { budget, ask, pass } = setUp({ perSecond: 2, perMinute: 3, sweepShare: 0.5 });
    expect(budget.usage()).toMatchObject({ perSecond: 0, perMinute: 0, waiting: { people: 0, sweep: 0 }, blockedUntilMs: null });
    ask("people", 2);
    ask("sweep", 2);
    await pass(500);
    expect(budget.usage()).toEqual({
      nowMs: 500,
      perSecond: 2,
      perMinute: 2,
      limits: { perSecond: 2, perMinute: 3, sweepShare: 0.5 },
      waiting: { people: 0, sweep: 2 },
      blockedUntilMs: null,
    });
    await pass(1_000);
    expect(budget.usage()).toMatchObject({ perSecond: 1, perMinute: 3, waiting: { people: 0, sweep: 1 } });
    budget.reportLimited();
    ask("people");
    await pass(0);
    expect(budget.usage()).toMatchObject({ waiting: { people: 1, sweep: 1 }, blockedUntilMs: 2_500 });
    await pass(1_000);
    expect(budget.usage()).toMatchObject({ perSecond: 0, blockedUntilMs: null });
  });
});
