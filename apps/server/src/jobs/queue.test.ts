import { useTestDatabase } from "@tillbook/db/testing";
import type { Task, TaskList } from "graphile-worker";
import pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { BYSTANDER, eventually, setReachable } from "../testing/index.ts";
import { keepQueue, type Queue } from "./queue.ts";

const database = useTestDatabase();
const AGAIN_AFTER_MS = 50;
let rounds = 0;
let said: string[] = [];
let queue: Queue;
afterEach(() => queue.stop());

/** A round that puts itself back when it is done, as ours do. */
const tick: Task = async (_payload, { addJob }) => {
  rounds += 1;
  await addJob("tick", {}, { jobKey: "tick", runAt: new Date(Date.now() + AGAIN_AFTER_MS) });
};

async function openQueue(others: TaskList = {}): Promise<void> {
  said = [];
  const say = (_facts: object, message: string): void => void said.push(message);
  queue = await keepQueue({
    databaseUrl: database.url,
    patience: undefined,
    log: { info: say, warn: say, error: say },
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

/** One round that never ends by itself, and one that takes the database away: it cannot be ticked off, so the queue gives up, some time later. */
function roundsThatGiveUp(): { stuck: Task; severs: Task; givenUp: () => Promise<void>; end: () => void } {
  const began = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  let isGone = false;
  return {
    stuck() {
      began.resolve();
      return ended.promise;
    },
    async severs() {
      await began.promise;
      if (isGone) return;
      isGone = true;
      await setReachable(database.url, false);
      gone.resolve();
    },
    async givenUp() {
      await gone.promise;
      const isSo = (told: readonly string[]): boolean => told.includes("the queue has ended and is opened again");
      expect(await eventually(() => said, isSo)).toSatisfy(isSo);
    },
    end: () => ended.resolve(),
  };
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
    const { stuck, severs, givenUp, end } = roundsThatGiveUp();
    await openQueue({ stuck, severs });
    await givenUp();
    await setReachable(database.url, true);
    expect(await eventually(goesOn, (isSo) => isSo)).toBe(true);
    end();
  });

  it("stops when it is told to while it is being opened again", async () => {
    const { stuck, severs, givenUp, end } = roundsThatGiveUp();
    const bystander = new pg.Client({ connectionString: database.url, application_name: BYSTANDER });
    await bystander.connect();
    await openQueue({ stuck, severs });
    await bystander.query("BEGIN; LOCK TABLE graphile_worker.migrations IN ACCESS EXCLUSIVE MODE"); // what a queue reads first
    await givenUp();
    await setReachable(database.url, true);
    const waiting = `SELECT 1 FROM pg_locks WHERE NOT "granted" AND "relation" = 'graphile_worker.migrations'::regclass`;
    expect(
      await eventually(
        () => bystander.query(waiting),
        ({ rows }) => rows.length > 0,
      ),
    ).toMatchObject({ rowCount: 1 });
    end();
    const stopped = queue.stop();
    await bystander.end();
    await stopped;
    const before = rounds;
    await new Promise((resolve) => setTimeout(resolve, 5 * AGAIN_AFTER_MS));
    expect(rounds).toBe(before);
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
