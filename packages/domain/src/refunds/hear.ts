import { advanceRefund, type Refund, type RefundFact } from "./refund.ts";
import { afterRefusedAtNight, givesUpAt, nextTry, type Plan } from "./sending.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const PAUSES_S = [3, 5, 10, 20, 40] as const;

const PAUSES_LOST_MIN = [0, 1, 2, 5, 15] as const;
const LONGEST_PAUSE_LOST_MIN = 30;

/** QFPay's code for "not at this hour". docs/qfpay.md#refunds */
const AT_NIGHT = "1265";

/**
 * Folds one fact into a refund: how far it has come, and when it is sent or asked about next. Repeats and late news change nothing.
 * What QFPay refused for now stays submitted and waits; what it never got is sent again, always under the same number.
 */
export function hearRefund(refund: Refund, fact: RefundFact, plan: Plan): Refund {
  const state = advanceRefund(refund.state, fact);
  if (state !== refund.state) {
    const moved = { ...refund, state, stateAt: plan.now, nextSendAt: null, waitsBecause: null };
    return { ...moved, nextEnquiryAt: nextRefundEnquiry(moved, plan.now) };
  }
  if (refund.state.at !== "submitted" || refund.waitsBecause !== null) return refund;
  if (fact.is === "refused_for_now") return refusedForNow(refund, fact.respcd, plan);
  return fact.is === "absent" ? neverArrived(refund, plan) : refund;
}

function refusedForNow(refund: Refund, respcd: string, plan: Plan): Refund {
  const next = nextTry(refund, plan);
  if (next === null) return failed(refund, respcd, plan);
  return waiting(refund, respcd, respcd === AT_NIGHT ? afterRefusedAtNight(plan) : next);
}

/** Lost on the way: sent again at once, and at growing pauses where it had been sent before. Nobody refused it, so they are short. */
function neverArrived(refund: Refund, plan: Plan): Refund {
  if (plan.now.getTime() >= givesUpAt(refund, plan.rules).getTime()) return failed(refund, "absent", plan);
  const pause = (PAUSES_LOST_MIN[refund.sends - 1] ?? LONGEST_PAUSE_LOST_MIN) * MINUTE_MS;
  return waiting(refund, "no_answer", new Date(plan.now.getTime() + Math.round(pause * (1 + plan.chance / 10))));
}

function waiting(refund: Refund, because: string, until: Date): Refund {
  return { ...refund, waitsBecause: because, nextSendAt: until, nextEnquiryAt: null };
}

function failed(refund: Refund, respcd: string, { now }: Plan): Refund {
  return { ...refund, state: { at: "failed", respcd }, stateAt: now, waitsBecause: null, nextSendAt: null, nextEnquiryAt: null };
}

/** The refund as it goes out now: written down before QFPay is called. */
export function sentNow(refund: Refund, now: Date, firstEnquiryAt: Date): Refund {
  return {
    ...refund,
    state: { at: "submitted" },
    stateAt: now,
    sends: refund.sends + 1,
    enquiries: 0,
    nextSendAt: null,
    waitsBecause: null,
    nextEnquiryAt: firstEnquiryAt,
  };
}

/** When to ask about a refund again; null when there is nothing to ask: not sent, waiting to be sent again, or final. */
export function nextRefundEnquiry(refund: Pick<Refund, "state" | "enquiries" | "waitsBecause">, now: Date): Date | null {
  const { at } = refund.state;
  if ((at !== "submitted" && at !== "processing") || refund.waitsBecause !== null) return null;
  return new Date(now.getTime() + pauseAfter(refund.enquiries));
}

/** Seconds at first; refunds to a bank card may take days, and are asked about every quarter of an hour then. */
function pauseAfter(enquiries: number): number {
  const short = PAUSES_S[enquiries];
  if (short !== undefined) return short * SECOND_MS;
  return enquiries < 30 ? MINUTE_MS : enquiries < 60 ? 5 * MINUTE_MS : 15 * MINUTE_MS;
}
