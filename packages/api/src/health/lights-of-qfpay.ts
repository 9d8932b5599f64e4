import type { NotifiedPayment } from "@tillbook/db/health";
import type { LightView } from "../views/index.ts";
import { count, figure, moment } from "./figures.ts";
import type { HealthReading } from "./reading.ts";

const NEARLY_USED = 0.8;
/** QFPay's windows are a second and a minute: a longer pause is one of many in a row. */
const LONG_PAUSE_S = 60;

/** How much of the calls that QFPay allows this server has used. */
export function budgetLight({ budget }: HealthReading): LightView {
  const pausedS = budget.blockedUntilMs === null ? 0 : Math.max(0, (budget.blockedUntilMs - budget.nowMs) / 1_000);
  const waiting = budget.waiting.people + budget.waiting.sweep;
  const figures = [
    count("calls_this_minute", budget.perMinute),
    count("calls_most", budget.limits.perMinute),
    count("calls_waiting", waiting),
    ...(pausedS > 0 ? [figure("paused_for", "seconds", pausedS)] : []),
  ];
  if (pausedS > 0) return { name: "budget", tone: pausedS > LONG_PAUSE_S ? "red" : "amber", advice: "budget_paused", figures };
  const isNearlyUsed = budget.perMinute >= budget.limits.perMinute * NEARLY_USED || budget.waiting.people > 0;
  return { name: "budget", tone: isNearlyUsed ? "amber" : "green", advice: isNearlyUsed ? "budget_nearly_used" : "budget_fine", figures };
}

const SILENT_IN_A_ROW = 3;
/** Where we heard of a payment so late, we may have been away when the notification came. */
const WE_WERE_THERE_WITHIN_MS = 5 * 60_000;

/** The silence alarm: payments that we only know because we asked. Where nobody paid, nothing can be missing. */
export function notificationsLight({ heard: { lastAt, payments } }: HealthReading): LightView {
  const judged = payments.filter((payment) => payment.isNotified || wasHeardAtOnce(payment));
  const missing = judged.filter(({ isNotified }) => !isNotified).length;
  const inARow = judged.findIndex(({ isNotified }) => isNotified);
  const silent = inARow < 0 ? judged.length : inARow;
  const figures = [moment("last_notification", lastAt), count("payments_judged", judged.length), count("payments_unnotified", missing)];
  if (judged.length === 0) return { name: "notifications", tone: "green", advice: "notifications_quiet", figures };
  if (silent >= SILENT_IN_A_ROW) return { name: "notifications", tone: "red", advice: "notifications_silent", figures };
  if (missing > 0) return { name: "notifications", tone: "amber", advice: "notifications_missing", figures };
  return { name: "notifications", tone: "green", advice: "notifications_fine", figures };
}

function wasHeardAtOnce({ paidAt, heardAt }: NotifiedPayment): boolean {
  return heardAt.getTime() - paidAt.getTime() <= WE_WERE_THERE_WITHIN_MS;
}

/** Strangers try any open address now and then. */
const FORGED = 10;
const FLOOD = 300;
/** A stranger does not know our numbers: who names them has read one of our notifications, or is QFPay under a key that we do not have. */
const NAMING_OURS = 3;

/** Notifications of the last hour that no key of ours had signed. */
export function signaturesLight({ forged: { thisHour, hourBefore, namingOurs } }: HealthReading): LightView {
  const figures = [count("forged_this_hour", thisHour), count("forged_hour_before", hourBefore), count("forged_naming_ours", namingOurs)];
  if (namingOurs > 0)
    return { name: "signatures", tone: namingOurs >= NAMING_OURS ? "red" : "amber", advice: "signatures_our_numbers", figures };
  if (thisHour >= FLOOD) return { name: "signatures", tone: "red", advice: "signatures_flood", figures };
  if (thisHour >= FORGED) return { name: "signatures", tone: "amber", advice: "signatures_forged", figures };
  return { name: "signatures", tone: "green", advice: "signatures_fine", figures };
}
