import { alone } from "@tillbook/api/context";
import { expireOrder } from "@tillbook/api/desk";
import { checkBooks, sealAuditTrail } from "@tillbook/api/health";
import { foldTakings } from "@tillbook/api/insights";
import { enquireOpenPayments, recoverOpenPayments } from "@tillbook/api/payments";
import { enquireOpenRefunds, lookUpOutsideRefunds, sendDueRefunds } from "@tillbook/api/refunds";
import { deliverDue } from "@tillbook/api/webhooks";
import type { JobHelpers, Task } from "graphile-worker";
import type { Contexts, Deps } from "../deps.ts";
import { createPost } from "../webhooks/index.ts";
import { keepQueue, type Queue } from "./queue.ts";

const AT_ONCE = 40;
/** Orders that are settled with QFPay and ended side by side. */
const ENDS_AT_ONCE = 4;
const AGAIN_AFTER_MS = 1_000;
const EXPIRE_AGAIN_AFTER_MS = 20_000;
const FOLD_AGAIN_AFTER_MS = 3_000;
const SENDS_AT_ONCE = 8;
const LOOK_UP_AGAIN_AFTER_MS = 5_000;
const SEAL_AGAIN_AFTER_MS = 10_000;
/** How often it is asked whether the night has come. */
const CHECK_AGAIN_AFTER_MS = 5 * 60_000;

/** One round of asking QFPay about what is due, of ending orders whose time is over, of keeping totals. Rehearsals call it by their own clock. */
export type Rounds = {
  enquire(): Promise<number>;
  enquirePayments(): Promise<number>;
  enquireRefunds(): Promise<number>;
  expire(): Promise<number>;
  foldTakings(): Promise<number>;
  sendRefunds(): Promise<number>;
  lookUpRefunds(): Promise<number>;
  sendWebhooks(): Promise<number>;
  sealAudit(): Promise<number>;
  checkBooks(): Promise<number>;
};

export function createRounds(deps: Deps, contexts: Contexts): Rounds {
  const system = (accountId: string) => contexts.of(accountId, { kind: "system", name: "clock" });
  const post = createPost({ reach: deps.webhookReach ?? "public" });
  const enquirePayments = () => enquireOpenPayments(deps, system, AT_ONCE);
  const enquireRefunds = () => enquireOpenRefunds(deps, system, AT_ONCE);
  return {
    enquirePayments,
    enquireRefunds,
    enquire: async () => (await enquirePayments()) + (await enquireRefunds()),
    async expire() {
      const over = await deps.db.read.orders.pastExpiry(deps.clock.now(), AT_ONCE);
      let ended = 0;
      for (let from = 0; from < over.length; from += ENDS_AT_ONCE) {
        const went = over
          .slice(from, from + ENDS_AT_ONCE)
          .map((order) =>
            alone(deps.log, { orderId: order.id }, async () => expireOrder(await system(order.accountId), { orderId: order.id })),
          );
        ended += (await Promise.all(went)).filter(Boolean).length;
      }
      return ended;
    },
    foldTakings: async () => ((await foldTakings(deps)) ? AT_ONCE : 0),
    sendRefunds: async () => ((await sendDueRefunds(deps, system, SENDS_AT_ONCE)) === SENDS_AT_ONCE ? AT_ONCE : 0),
    lookUpRefunds: () => lookUpOutsideRefunds(deps, system, AT_ONCE),
    sendWebhooks: () => deliverDue({ ...deps, post, chance: Math.random }, AT_ONCE),
    /** With its pause even when there is more: at busy hours the trail may wait, payments may not. */
    sealAudit: async () => Math.min(await sealAuditTrail(deps), AT_ONCE - 1),
    checkBooks: async () => Number(await checkBooks(deps)),
  };
}

/**
 * Runs the rounds on the queue in our own PostgreSQL: one job of each kind for all server instances, which puts itself back when done.
 * docs/decisions/0005-queue.md
 */
export async function startJobs(deps: Deps, contexts: Contexts, databaseUrl: string): Promise<Queue> {
  const rounds = createRounds(deps, contexts);
  await alone(deps.log, { round: "recover" }, async () => {
    deps.log.info({ open: await recoverOpenPayments(deps) }, "asking soon about everything that is open");
  });
  const running = new Set<string>();
  const each = (name: string, round: () => Promise<number>, pauseMs: number): Task => repeating(deps, running, name, round, pauseMs);
  return keepQueue({
    databaseUrl,
    patience: deps.patience,
    log: deps.log,
    isRunning: (name) => running.has(name),
    tasks: {
      enquire: each("enquire", () => rounds.enquirePayments(), AGAIN_AFTER_MS),
      enquireRefunds: each("enquireRefunds", () => rounds.enquireRefunds(), AGAIN_AFTER_MS),
      expire: each("expire", () => rounds.expire(), EXPIRE_AGAIN_AFTER_MS),
      foldTakings: each("foldTakings", () => rounds.foldTakings(), FOLD_AGAIN_AFTER_MS),
      sendRefunds: each("sendRefunds", () => rounds.sendRefunds(), AGAIN_AFTER_MS),
      lookUpRefunds: each("lookUpRefunds", () => rounds.lookUpRefunds(), LOOK_UP_AGAIN_AFTER_MS),
      sendWebhooks: each("sendWebhooks", () => rounds.sendWebhooks(), AGAIN_AFTER_MS),
      sealAudit: each("sealAudit", () => rounds.sealAudit(), SEAL_AGAIN_AFTER_MS),
      checkBooks: each("checkBooks", () => rounds.checkBooks(), CHECK_AGAIN_AFTER_MS),
    },
  });
}

/**
 * At once again while there is more than one round's worth, else after the pause. A round that failed comes again like any other: the
 * queue gives up on a job after 25 failures, and then nobody would ask QFPay any more.
 */
function repeating(
  { log, instruments }: Pick<Deps, "log" | "instruments">,
  running: Set<string>,
  name: string,
  round: () => Promise<number>,
  pauseMs: number,
): Task {
  async function turn({ addJob }: Pick<JobHelpers, "addJob">): Promise<void> {
    let done = 0;
    running.add(name);
    await alone(log, { round: name }, async () => {
      done = await round();
    });
    running.delete(name);
    const runAt = new Date(Date.now() + (done >= AT_ONCE ? 0 : pauseMs));
    await addJob(name, {}, { jobKey: name, runAt });
  }
  return (_payload, helpers) => (instruments ? instruments.round(name, () => turn(helpers)) : turn(helpers));
}
