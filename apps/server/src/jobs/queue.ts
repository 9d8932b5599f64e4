import { alone, type Context } from "@tillbook/api/context";
import { attentivePoolSettings, type Patience } from "@tillbook/db/client";
import { Logger, type Runner, run, type TaskList } from "graphile-worker";
import pg from "pg";

const OPEN_AGAIN_AFTER_MS = 1_000;
const PUT_BACK_EVERY_MS = 10_000;
const POLL_EVERY_MS = 1_000;
/** So long a queue that gives up may take to end; then it is left to itself. */
const END_WITHIN_MS = 5_000;
/** Every round has a place of its own, and its own connection when all of them take or give back a job at once. */
const PLACES = 10;

/** A queue that is open until it is stopped. */
export type Queue = { stop(): Promise<void> };

export type QueueParts = {
  readonly databaseUrl: string;
  readonly patience: Patience | undefined;
  readonly log: Context["log"];
  /** One job of each of these, for all server instances together. */
  readonly tasks: TaskList;
  /** Whether this process works on such a job now. */
  readonly isRunning: (task: string) => boolean;
  /** Default ten seconds. */
  readonly putBackEveryMs?: number;
};

/**
 * Works on the queue in our own PostgreSQL until it is stopped. A queue that met a broken database gives up, and may wait for ever for
 * what it had under way; it is then opened anew, so that the rounds go on as soon as the database does. docs/decisions/0005-queue.md
 */
export async function keepQueue(parts: QueueParts): Promise<Queue> {
  let current = await open(parts);
  const stopping = new AbortController();
  async function keepOpen(): Promise<void> {
    for (;;) {
      await current.ended;
      if (stopping.signal.aborted) return;
      parts.log.warn({}, "the queue has ended and is opened again");
      await openedAgain();
    }
  }
  async function openedAgain(): Promise<void> {
    for (let isOpen = false; !isOpen && !stopping.signal.aborted; ) {
      await new Promise((resolve) => setTimeout(resolve, OPEN_AGAIN_AFTER_MS));
      isOpen = await alone(parts.log, { queue: "open" }, async () => {
        current = await open(parts);
        if (stopping.signal.aborted) current.stop(); // told to stop while it was opening
      });
    }
  }
  const kept = keepOpen();
  return {
    async stop() {
      stopping.abort();
      current.stop();
      await kept;
    },
  };
}

type Opened = {
  /** Settles when it works no more, for whatever reason. */
  readonly ended: Promise<void>;
  stop(): void;
};

async function open(parts: QueueParts): Promise<Opened> {
  const { databaseUrl, patience, log, tasks } = parts;
  const pool = new pg.Pool({ ...attentivePoolSettings(databaseUrl, "tillbook-jobs", patience), max: PLACES });
  const broke = (error: Error): void => log.warn({ err: error }, "a connection of the queue broke");
  pool.on("connect", (client) => client.on("error", broke));
  pool.on("error", broke);
  const runner = await runOn(pool, log, tasks);
  const closed = runner.promise.catch(broke).then(() => pool.end());
  const ended = Promise.race([closed, tooLateAfterGivingUp(runner)]); // heard from its first moment on: it may give up in the next
  const puttingBack = setInterval(
    () => void alone(log, { queue: "put back" }, () => putBack(runner, parts)),
    parts.putBackEveryMs ?? PUT_BACK_EVERY_MS,
  ).unref();
  void ended.finally(() => clearInterval(puttingBack));
  // What cannot be put in now is put back later.
  await alone(log, { queue: "put in" }, async () => {
    for (const name of Object.keys(tasks)) await runner.addJob(name, {}, { jobKey: name });
  });
  return { ended, stop: () => void Promise.resolve(runner.stop()).catch(broke) };
}

/** Settles when a runner that has given up, or was told to stop, should have ended. */
function tooLateAfterGivingUp({ events }: Runner): Promise<void> {
  return new Promise((resolve) => events.once("pool:gracefulShutdown", () => setTimeout(resolve, END_WITHIN_MS).unref()));
}

async function runOn(pool: pg.Pool, log: Context["log"], tasks: TaskList): Promise<Runner> {
  try {
    return await run({
      pgPool: pool,
      concurrency: PLACES,
      noHandleSignals: true,
      crontab: "",
      logger: new Logger(() => (level, message) => {
        if (level === "error" || level === "warning") log.warn({ message }, "queue");
      }),
      pollInterval: POLL_EVERY_MS,
      // In batches of one: only then does the queue itself hear that a job could not be ticked off. By default nobody does, and the
      // process ends of it.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      taskList: tasks,
    });
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/**
 * A server that dies in the middle of a round leaves its job locked, and the queue believes in that lock for four hours; one that met a
 * broken database waits ever longer. So a job that nobody here works on is put back now and then: where it stands in the queue already,
 * that changes nothing.
 */
async function putBack(runner: Runner, { tasks, isRunning }: QueueParts): Promise<void> {
  for (const name of Object.keys(tasks)) {
    if (!isRunning(name)) await runner.addJob(name, {}, { jobKey: name, jobKeyMode: "preserve_run_at" });
  }
}
