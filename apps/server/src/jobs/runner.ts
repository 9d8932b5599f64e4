import { alone } from "@tillbook/api/context";
import { expireOrder } from "@tillbook/api/desk";
import { enquireOpenPayments } from "@tillbook/api/payments";
import { enquireOpenRefunds } from "@tillbook/api/refunds";
import { Logger, type Runner, run, type Task } from "graphile-worker";
import pg from "pg";
import type { Contexts, Deps } from "../deps.ts";

const AT_ONCE = 40;
const AGAIN_AFTER_MS = 1_000;
const EXPIRE_AGAIN_AFTER_MS = 20_000;

/** One round of asking QFPay about what is due, and of ending orders whose time is over. Rehearsals call it by their own clock. */
export type Rounds = { enquire(): Promise<number>; expire(): Promise<number> };

export function createRounds(deps: Deps, contexts: Contexts): Rounds {
  const system = (accountId: string) => contexts.of(accountId, { kind: "system", name: "clock" });
  return {
    async enquire() {
      const payments = await enquireOpenPayments(deps, system, AT_ONCE);
      return payments + (await enquireOpenRefunds(deps, system, AT_ONCE));
    },
    async expire() {
      const over = await deps.db.read.orders.pastExpiry(deps.clock.now(), AT_ONCE);
      let ended = 0;
      for (const order of over) {
        const went = await alone(deps.log, { orderId: order.id }, async () =>
          expireOrder(await system(order.accountId), { orderId: order.id }),
        );
        if (went) ended += 1;
      }
      return ended;
    },
  };
}

/**
 * Runs the rounds on the queue in our own PostgreSQL: one job of each kind for all server instances, which puts itself back when done.
 * docs/decisions/0005-queue.md
 */
export async function startJobs(deps: Deps, contexts: Contexts, databaseUrl: string): Promise<Runner> {
  const rounds = createRounds(deps, contexts);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4, application_name: "tillbook-jobs" });
  pool.on("connect", (client) => client.on("error", (error) => deps.log.warn({ err: error }, "a connection of the queue broke")));
  pool.on("error", (error) => deps.log.warn({ err: error }, "a connection of the queue broke"));
  const runner = await run({
    pgPool: pool,
    concurrency: 2,
    noHandleSignals: true,
    crontab: "",
    logger: new Logger(() => (level, message) => {
      if (level === "error" || level === "warning") deps.log.warn({ message }, "queue");
    }),
    pollInterval: 1_000,
    taskList: {
      enquire: repeating(deps, "enquire", () => rounds.enquire(), AGAIN_AFTER_MS),
      expire: repeating(deps, "expire", () => rounds.expire(), EXPIRE_AGAIN_AFTER_MS),
    },
  });
  await runner.addJob("enquire", {}, { jobKey: "enquire" });
  await runner.addJob("expire", {}, { jobKey: "expire" });
  void endPoolAfter(runner, pool);
  return runner;
}

/**
 * At once again while there is more than one round's worth, else after the pause. A round that failed comes again like any other: the
 * queue gives up on a job after 25 failures, and then nobody would ask QFPay any more.
 */
function repeating({ log }: Pick<Deps, "log">, name: string, round: () => Promise<number>, pauseMs: number): Task {
  return async (_payload, helpers) => {
    let done = 0;
    await alone(log, { round: name }, async () => {
      done = await round();
    });
    const runAt = new Date(Date.now() + (done >= AT_ONCE ? 0 : pauseMs));
    await helpers.addJob(name, {}, { jobKey: name, runAt });
  };
}

async function endPoolAfter(runner: Runner, pool: pg.Pool): Promise<void> {
  try {
    await runner.promise;
  } finally {
    await pool.end();
  }
}
