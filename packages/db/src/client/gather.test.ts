import pg from "pg";
import { describe, expect, it } from "vitest";
import { BY_ITSELF, gather } from "./gather.ts";

const refused = () => new pg.DatabaseError("refused", 0, "error");

/** A door that doubles numbers; `batches` are those that went together, and `lone` those that went by themselves. */
function door(judge: (batch: readonly number[]) => readonly (number | typeof BY_ITSELF)[] = (batch) => batch.map((each) => 2 * each)) {
  const batches: (readonly number[])[] = [];
  const lone: number[] = [];
  const enter = gather<number, number>({
    async together(items) {
      batches.push(items);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return judge(items);
    },
    async alone(item) {
      lone.push(item);
      if (item < 0) throw new Error(`${item} is negative`);
      return 2 * item;
    },
    keyOf: (item) => String(Math.abs(item)),
  });
  return { enter, batches, lone };
}

describe("work that is gathered", () => {
  it("goes at once when it is the only one", async () => {
    const { enter, batches, lone } = door();
    expect(await enter(4)).toBe(8);
    expect({ batches, lone }).toEqual({ batches: [[4]], lone: [] });
  });

  it("waits for nothing while there is little of it", async () => {
    const { enter, batches } = door();
    const first = enter(1);
    await new Promise(setImmediate);
    const others = [enter(2), enter(3)];
    await new Promise(setImmediate);
    expect(batches).toEqual([[1], [2, 3]]); // the first is not done yet
    expect(await Promise.all([first, ...others])).toEqual([2, 4, 6]);
  });

  it("is never beside other work of its key", async () => {
    const { enter, batches } = door();
    const first = enter(1);
    await new Promise(setImmediate);
    const second = enter(-1);
    await new Promise(setImmediate);
    expect(batches).toEqual([[1]]);
    expect(await Promise.all([first, second])).toEqual([2, -2]);
    expect(batches).toEqual([[1], [-1]]);
  });

  it("goes together when it comes together, and each hears its own answer", async () => {
    const { enter, batches } = door();
    const numbers = Array.from({ length: 300 }, (_, at) => at + 1);
    expect(await Promise.all(numbers.map(enter))).toEqual(numbers.map((each) => 2 * each));
    expect(batches.flat()).toEqual(numbers);
    expect(Math.max(...batches.map(({ length }) => length))).toBe(64);
  });

  it("never has two of one key in a batch, and keeps their order", async () => {
    const { enter, batches } = door();
    await Promise.all([1, 2, -1, 1, 3].map(enter));
    expect(batches).toEqual([[1, 2, 3], [-1], [1]]);
  });

  it("goes one by one when the database refuses the batch, so that only the guilty is refused", async () => {
    const { enter, lone } = door((batch) => {
      if (batch.length > 1) throw refused();
      return batch.map((each) => 2 * each);
    });
    const settled = await Promise.allSettled([1, -2, 3].map(enter));
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(lone).toEqual([1, -2, 3]);
  });

  it("is not done again when nobody knows whether it was done, and not when it was refused by itself", async () => {
    const lost = door(() => {
      throw new Error("the line broke");
    });
    const alone = door(() => {
      throw refused();
    });
    const settled = await Promise.allSettled([lost.enter(1), lost.enter(2), alone.enter(3)]);
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect([...lost.lone, ...alone.lone]).toEqual([]);
  });

  it("goes by itself where the batch leaves it, and holds nobody up", async () => {
    const { enter, batches, lone } = door((batch) => batch.map((each) => (each === 2 ? BY_ITSELF : 2 * each)));
    expect(await Promise.all([1, 2, 3].map(enter))).toEqual([2, 4, 6]);
    expect({ batches, lone }).toEqual({ batches: [[1, 2, 3]], lone: [2] });
  });
});
