import { useTestDatabase } from "@tillbook/db/testing";
import type { Task, TaskList } from "graphile-worker";
import pino from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { eventually, setReachable } from "../testing/index.ts";
import { keepQueue, type Queue } from "./queue.ts";

const database = useTestDatabase();
const AGAIN_AFTER_MS = 50;
let rounds = 0;
let queue: Queue;
afterEach(() => queue.stop());

/** A round that puts itself back when it is done, as ours do. */
const tick: Task = async (_payload, { addJob }) => {
  rounds += 1;
  await addJob("tick", {}, { jobKey: "tick", runAt: new Date(Date.now() + AGAIN_AFTER_MS) });
};

async function openQueue(others: TaskList = {}): Promise<void> {
  queue = await keepQueue({
    databaseUrl: database.url,
    patience: undefined,
    log: pino({ level: "silent" }),
    tasks: { tick, ...others },
    isRunning: () => false,
    putBackEveryMs: 200,
  });
}

/** Whether it turns round some more from now on. */
async function goesOn(): Promise<boolean> {
  const before = rounds;
  return eventually(
    () => rounds > before + 1,
    (isSo) => isSo,
  );
}

describe("the queue", () => {
  it("goes on by itself after the database was away", async () => {
    await openQueue();
    expect(await goesOn()).toBe(true);
    await setReachable(database.url, false);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await setReachable(database.url, true);
    expect(await goesOn()).toBe(true);
  });

  it("goes on even if a round never ends that was under way when the database went", async () => {
    const began = Promise.withResolvers<void>();
    const never = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    let isGone = false;
    const stuck: Task = () => {
      began.resolve();
      return never.promise;
    };
    // What cannot be ticked off makes the queue give up.
    const severs: Task = async () => {
      await began.promise;
      if (isGone) return;
      isGone = true;
      await setReachable(database.url, false);
      gone.resolve();
    };
    await openQueue({ stuck, severs });
    await gone.promise;
    await new Promise((resolve) => setTimeout(resolve, 500));
    await setReachable(database.url, true);
    expect(await eventually(goesOn, (isSo) => isSo)).toBe(true);
    never.resolve();
  });

  it("does a round that a dead server holds locked", async () => {
    await openQueue();
    const locked = await eventually(
      () =>
        database.db.read.sql(
          `UPDATE graphile_worker._private_jobs SET locked_by = 'a dead server', locked_at = now() WHERE key = 'tick' AND locked_at IS NULL RETURNING id`,
        ),
      (rows) => rows.length === 1,
    );
    expect(locked).toHaveLength(1);
    expect(await goesOn()).toBe(true);
  });
});
