import type { AnswerClock, Round } from "@tillbook/db/health";
import type { LightView } from "../views/index.ts";
import { count, figure, secondsSince, since } from "./figures.ts";
import type { HealthReading } from "./reading.ts";

const DAY_S = 24 * 60 * 60;

/** An account's row is read by its key: a healthy database needs a millisecond. */
const SLOW_MS = 250;
const TOO_SLOW_MS = 2_000;
const TOO_MANY_WAIT = 20;

/** Whether the database answers, and whether there are connections enough. */
export function databaseLight({ database: { answersInMs, open, most, waiting } }: HealthReading): LightView {
  const figures = [
    figure("answers_in", "milliseconds", answersInMs),
    count("connections", open),
    count("connections_most", most),
    count("connections_waiting", waiting),
  ];
  if (answersInMs > SLOW_MS) {
    return { name: "database", tone: answersInMs > TOO_SLOW_MS ? "red" : "amber", advice: "database_slow", figures };
  }
  if (waiting > 0) return { name: "database", tone: waiting >= TOO_MANY_WAIT ? "red" : "amber", advice: "database_crowded", figures };
  return { name: "database", tone: "green", advice: "database_fine", figures };
}

const LATE_S = 30;
const TOO_LATE_S = 120;
/** A round asks QFPay about forty payments at most, each call five seconds at most. */
const HANGS_S = 600;
/** Without these two nobody asks QFPay, and nothing ever ends. */
const NEEDED = ["enquire", "expire"] as const;

/** Whether the rounds that ask, end and add up go round. */
export function queueLight({ rounds }: HealthReading): LightView {
  const known = rounds ?? [];
  const late = Math.max(0, ...known.filter(isIdle).map(({ lateS }) => lateS));
  const running = Math.max(0, ...known.map(({ runningS }) => runningS ?? 0));
  const figures = [count("rounds", known.length), figure("latest_by", "seconds", late), figure("longest_running", "seconds", running)];
  const isAbsent = NEEDED.some((name) => !known.some((round) => round.name === name));
  if (isAbsent) return { name: "queue", tone: "red", advice: "queue_absent", figures };
  if (running > HANGS_S) return { name: "queue", tone: "red", advice: "queue_hangs", figures };
  if (late > LATE_S) return { name: "queue", tone: late > TOO_LATE_S ? "red" : "amber", advice: "queue_late", figures };
  return { name: "queue", tone: "green", advice: "queue_fine", figures };
}

function isIdle({ runningS }: Round): boolean {
  return runningS === null;
}

const OLD_DAYS = 365;
const TOO_OLD_DAYS = 2 * OLD_DAYS;

/** How old the client key is, and whether the one before it still counts. */
export function keysLight({ keys, now }: HealthReading): LightView {
  const { previousUntil } = keys;
  const ageDays = secondsSince(keys.since, now) / DAY_S;
  const counts = previousUntil !== null && now < previousUntil;
  const figures = [figure("key_age", "days", Math.floor(ageDays)), ...since("previous_key_until", counts ? previousUntil : null)];
  if (ageDays > OLD_DAYS) return { name: "keys", tone: ageDays > TOO_OLD_DAYS ? "red" : "amber", advice: "keys_old", figures };
  return { name: "keys", tone: "green", advice: counts ? "keys_both" : "keys_fine", figures };
}

const OFF_S = 5;
/** From here on a code may be called dead while it can still be paid: our margin for clocks is a minute. */
const TOO_FAR_OFF_S = 60;

/** How far our clock and QFPay's are apart, by the calls of the last day. */
export function clockLight({ clocks }: HealthReading): LightView {
  const offs = clocks.map(surelyOffByS).toSorted((a, b) => a - b);
  const off = Math.abs(offs[Math.floor(offs.length / 2)] ?? 0);
  const figures = [count("clocks_compared", offs.length), figure("clock_off_by", "seconds", off)];
  if (offs.length === 0) return { name: "clock", tone: "green", advice: "clock_unknown", figures };
  if (off > OFF_S) return { name: "clock", tone: off > TOO_FAR_OFF_S ? "red" : "amber", advice: "clock_off", figures };
  return { name: "clock", tone: "green", advice: "clock_fine", figures };
}

/**
 * Seconds by which QFPay's clock is surely ahead of ours (negative: behind). It read its clock, which shows whole seconds, at some
 * moment between our sending and our having the answer; where those leave room for no difference, there is none.
 */
function surelyOffByS({ sysdtm, sentAt, answeredAt }: AnswerClock): number {
  const aheadAtLeast = (sysdtm.getTime() - answeredAt.getTime()) / 1_000;
  const behindAtLeast = (sentAt.getTime() - sysdtm.getTime()) / 1_000 - 1;
  if (aheadAtLeast > 0) return aheadAtLeast;
  return behindAtLeast > 0 ? -behindAtLeast : 0;
}
