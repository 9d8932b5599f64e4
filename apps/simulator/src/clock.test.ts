import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Clock } from "./clock.ts";

beforeEach(() => vi.useFakeTimers({ now: new Date("2026-03-10T00:00:00Z") }));
afterEach(() => vi.useRealTimers());

const text = (clock: Clock) => clock.now().toISOString();

it("is the machine's clock until it is set", () => {
  const clock = new Clock();
  vi.advanceTimersByTime(1500);
  expect(text(clock)).toBe("2026-03-10T00:00:01.500Z");
});

it("runs at its rate from where it was set, stands still at rate 0, and returns to real time", () => {
  const clock = new Clock();
  clock.set({ now: new Date("2024-05-06T12:00:00Z"), rate: 60 });
  vi.advanceTimersByTime(1000);
  expect(text(clock)).toBe("2024-05-06T12:01:00.000Z");
  clock.set({ rate: 0 });
  vi.advanceTimersByTime(1000);
  expect(text(clock)).toBe("2024-05-06T12:01:00.000Z");
  clock.setToReal();
  expect(text(clock)).toBe("2026-03-10T00:00:02.000Z");
});

it("wakes in order when simulated time arrives, at once when it jumps, and never when frozen or called off", () => {
  const clock = new Clock();
  const woken: string[] = [];
  const at = (minutes: number) => new Date(Date.UTC(2026, 2, 10) + minutes * 60_000);
  clock.set({ rate: 60 });
  clock.wakeAt(at(2), () => woken.push("second"));
  clock.wakeAt(at(1), () => woken.push("first"));
  const callOff = clock.wakeAt(at(1), () => woken.push("called off"));
  callOff();
  vi.advanceTimersByTime(1000);
  expect(woken).toEqual(["first"]);
  clock.set({ rate: 0 });
  vi.advanceTimersByTime(3_600_000);
  expect(woken).toEqual(["first"]);
  clock.set({ now: at(500) });
  vi.advanceTimersByTime(1);
  expect(woken).toEqual(["first", "second"]);
});

it("goes on from where a book left it", () => {
  const anchor = { simulated: new Date("2024-05-06T12:00:00Z"), real: new Date("2026-03-09T23:59:00Z"), rate: 10 };
  expect(text(new Clock(anchor))).toBe("2024-05-06T12:10:00.000Z");
});
