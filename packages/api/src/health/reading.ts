import {
  type AnswerClock,
  answerClocks,
  type FailingWebhooks,
  failingWebhooks,
  lastBelievedNotification,
  type NotifiedPayment,
  notifiedPayments,
  type OpenCases,
  type OpenRefunds,
  openCases,
  openRefunds,
  type Round,
  readRounds,
  type Watch,
  watchedPayments,
} from "@tillbook/db/health";
import { type BooksCheck, lastCheck } from "@tillbook/db/invariants";
import { forgedByHour, forgedNaming } from "@tillbook/db/notifications";
import type { RateUsage } from "@tillbook/qfpay/rate-budget";
import type { Context, FolderReading } from "../context/index.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Payments of a day are enough to tell whether notifications come, and the newest of them say whether they still do. */
const JUDGED_PAYMENTS = 20;
/** QFPay sends at once and again after two minutes: what has not come by now may not come for a while. */
const NOTIFIED_WITHIN_MS = 10 * MINUTE_MS;

/** What was measured of one account at one moment; everything that the lights are judged by. */
export type HealthReading = {
  readonly now: Date;
  readonly database: { readonly answersInMs: number; readonly open: number; readonly most: number; readonly waiting: number };
  /** Null where no worker has ever made the queue. */
  readonly rounds: readonly Round[] | null;
  readonly watch: Watch;
  readonly budget: RateUsage;
  readonly heard: { readonly lastAt: Date | null; readonly payments: readonly NotifiedPayment[] };
  readonly forged: { readonly thisHour: number; readonly hourBefore: number; readonly namingOurs: number };
  readonly cases: OpenCases;
  readonly refunds: OpenRefunds;
  readonly webhooks: FailingWebhooks;
  readonly keys: { readonly since: Date; readonly previousUntil: Date | null };
  readonly clocks: readonly AnswerClock[];
  /** The last nightly look at the promises of the books; null where nobody has looked yet. */
  readonly books: BooksCheck | null;
  /** Null where no folder is watched for the account. */
  readonly folder: FolderReading | null;
};

/** Measures. The queue is read by the database's clock, everything else by ours. */
export async function readingOf(ctx: Context, machineMs: () => number = () => performance.now()): Promise<HealthReading> {
  const { sql, accounts } = ctx.db.read;
  const accountId = ctx.account.id;
  const now = ctx.clock.now();
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  const askedAt = machineMs();
  const account = await accounts.byId(accountId);
  const answersInMs = machineMs() - askedAt;
  if (!account) throw new Error(`there is no account ${accountId}`);
  const paidLately = { accountId, from: ago(24 * HOUR_MS), until: ago(NOTIFIED_WITHIN_MS), limit: JUDGED_PAYMENTS };
  const [rounds, watch, lastAt, payments, forged, namingOurs, cases, refunds, webhooks, clocks, folder, books] = await Promise.all([
    readRounds(sql),
    watchedPayments(sql, accountId, now),
    lastBelievedNotification(sql, accountId),
    notifiedPayments(sql, paidLately),
    forgedByHour(sql, now),
    forgedNaming(sql, accountId, ago(HOUR_MS)),
    openCases(sql, accountId),
    openRefunds(sql, accountId, now),
    failingWebhooks(sql, accountId),
    answerClocks(sql, { accountId, since: ago(24 * HOUR_MS), among: 500 }),
    ctx.watchedFolder?.() ?? null,
    lastCheck(sql),
  ]);
  return {
    now,
    database: { answersInMs, ...poolOf(ctx) },
    rounds,
    watch,
    budget: ctx.qfpay.rateUsage(),
    heard: { lastAt, payments },
    forged: { ...forged, namingOurs },
    cases,
    refunds,
    webhooks,
    keys: { since: account.clientKeySince, previousUntil: account.previousKeyUntil },
    clocks,
    folder,
    books,
  };
}

function poolOf({ db: { pool } }: Context): { open: number; most: number; waiting: number } {
  return { open: pool.totalCount - pool.idleCount, most: pool.options.max ?? 0, waiting: pool.waitingCount };
}
