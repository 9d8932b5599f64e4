import type { LightView } from "../views/index.ts";
import { count, figure, secondsSince, since } from "./figures.ts";
import type { HealthReading } from "./reading.ts";

const DAY_S = 24 * 60 * 60;
const BEHIND_S = 60;
const FAR_BEHIND_S = 300;

/** Whether unclear payments are asked about when their time has come. */
export function resolverLight({ watch, cases: { unclear }, now }: HealthReading): LightView {
  const behindS = secondsSince(watch.oldestDue, now);
  const figures = [
    count("open", watch.open),
    count("due", watch.due),
    figure("behind_by", "seconds", behindS),
    count("waiting_for_person", unclear),
  ];
  if (behindS > BEHIND_S) return { name: "resolver", tone: behindS > FAR_BEHIND_S ? "red" : "amber", advice: "resolver_behind", figures };
  if (unclear > 0) return { name: "resolver", tone: "amber", advice: "resolver_needs_person", figures };
  return { name: "resolver", tone: "green", advice: "resolver_fine", figures };
}

/** What waits for somebody to decide; notices that fit nothing may be money that nobody sees. */
export function casesLight({ cases: { quarantined, oldestQuarantined, others }, now }: HealthReading): LightView {
  const figures = [count("quarantined", quarantined), ...since("oldest_quarantined", oldestQuarantined), count("other_cases", others)];
  if (quarantined > 0) {
    const isLong = secondsSince(oldestQuarantined, now) > DAY_S;
    return { name: "cases", tone: isLong ? "red" : "amber", advice: isLong ? "cases_wait_long" : "cases_wait", figures };
  }
  if (others > 0) return { name: "cases", tone: "amber", advice: "cases_wait", figures };
  return { name: "cases", tone: "green", advice: "cases_none", figures };
}

/** Refunds are sent every few seconds; the blackout of the night puts them off by an hour. */
const SEND_LATE_S = 120;
const SEND_TOO_LATE_S = 600;

/** Refunds that wait: for a second person, for QFPay, or for us. */
export function refundsLight({ refunds, now }: HealthReading): LightView {
  const lateS = secondsSince(refunds.oldestLate, now);
  const figures = [
    count("to_approve", refunds.toApprove),
    ...since("oldest_to_approve", refunds.oldestToApprove),
    count("put_off", refunds.waiting),
    ...since("oldest_put_off", refunds.oldestWaiting),
    count("late_sends", lateS > SEND_LATE_S ? refunds.late : 0),
    count("undecided_refunds", refunds.undecided),
    ...since("oldest_undecided", refunds.oldestUndecided),
  ];
  if (lateS > SEND_LATE_S) return { name: "refunds", tone: lateS > SEND_TOO_LATE_S ? "red" : "amber", advice: "refunds_late", figures };
  if (secondsSince(refunds.oldestToApprove, now) > DAY_S) return { name: "refunds", tone: "amber", advice: "refunds_to_approve", figures };
  if (secondsSince(refunds.oldestWaiting, now) > DAY_S) return { name: "refunds", tone: "amber", advice: "refunds_put_off", figures };
  if (secondsSince(refunds.oldestUndecided, now) > DAY_S) return { name: "refunds", tone: "amber", advice: "refunds_undecided", figures };
  return { name: "refunds", tone: "green", advice: "refunds_fine", figures };
}

const FAILING_LONG_S = 60 * 60;

/** Whether the merchant's own programs hear of what changes. */
export function webhooksLight({ webhooks, now }: HealthReading): LightView {
  const figures = [
    count("endpoints", webhooks.endpoints),
    count("endpoints_failing", webhooks.failing),
    count("deliveries_waiting", webhooks.waiting),
    ...since("failing_since", webhooks.failingSince),
  ];
  if (webhooks.endpoints === 0) return { name: "webhooks", tone: "green", advice: "webhooks_none", figures };
  if (webhooks.givenUp > 0) return { name: "webhooks", tone: "red", advice: "webhooks_given_up", figures };
  if (webhooks.failing > 0) {
    const isLong = secondsSince(webhooks.failingSince, now) > FAILING_LONG_S;
    return { name: "webhooks", tone: isLong ? "red" : "amber", advice: "webhooks_failing", figures };
  }
  return { name: "webhooks", tone: "green", advice: "webhooks_fine", figures };
}
