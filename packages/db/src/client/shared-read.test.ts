import { describe, expect, it } from "vitest";
import { type Keeping, sharedRead } from "./shared-read.ts";

/** A book of one number whose readers have to wait until they are let through. */
function book(keeping?: Keeping) {
  const held: (() => void)[] = [];
  const state = { number: 0, reads: 0, refuses: false };
  const ask = sharedRead<string, number | null>(async () => {
    const { number, refuses } = state; // as the database sees it when the read begins
    state.reads += 1;
    await new Promise<void>((resolve) => held.push(resolve));
    if (refuses) throw new Error("no line");
    return number === 0 && keeping ? null : number;
  }, keeping);
  const letThrough = async (): Promise<void> => {
    held.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { ask, state, letThrough };
}

describe("a read that is shared", () => {
  it("is one for all who ask while it waits for its turn, and never older than the asking", async () => {
    const { ask, state, letThrough } = book();
    const first = ask("a");
    state.number = 7;
    const later = [ask("a"), ask("a"), ask("a")];
    await letThrough();
    await letThrough();
    expect([await first, ...(await Promise.all(later))]).toEqual([0, 7, 7, 7]);
    expect(state.reads).toBe(2);
  });

  it("is kept for as long as it is said to be good, from its beginning on, and not when there was nothing", async () => {
    let now = 0;
    const { ask, state, letThrough } = book({ forMs: 500, now: () => now });
    const nothing = ask("a");
    await letThrough();
    expect(await nothing).toBeNull();
    state.number = 7;
    const first = ask("a");
    now = 400;
    await letThrough();
    expect(await first).toBe(7);
    state.number = 8;
    expect(await ask("a")).toBe(7);
    now = 500;
    const second = ask("a");
    await letThrough();
    expect([await second, state.reads]).toEqual([8, 3]);
  });

  it("is another for another key", async () => {
    const { ask, state, letThrough } = book();
    const both = Promise.all([ask("a"), ask("b")]);
    expect(state.reads).toBe(2);
    await letThrough();
    await letThrough();
    expect(await both).toEqual([0, 0]);
  });

  it("is begun anew after it failed, and after it ended", async () => {
    const { ask, state, letThrough } = book();
    state.refuses = true;
    const first = ask("a").catch(() => "refused");
    state.refuses = false;
    const second = ask("a");
    await letThrough();
    expect(await first).toBe("refused");
    await letThrough();
    expect(await second).toBe(0);
    state.number = 3;
    const third = ask("a");
    await letThrough();
    expect(await third).toBe(3);
  });
});
