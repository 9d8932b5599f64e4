import { isOpen, type Payment } from "./payment.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** QFPay's clock and ours may differ; a QR counts as dead only so long after its time. */
export const EXPIRY_MARGIN_MS = 60 * SECOND;

/** QFPay repeats notifications for 24 h 22 min; what is still unclear after that needs a person. docs/qfpay.md#notifications */
export const GIVE_UP_AFTER_MS = 25 * HOUR;

const PAUSES_S = [3, 4, 5, 7, 10, 15, 20, 30] as const;
/** While the customer may still be paying, nobody waits longer for the next ask. */
const LONGEST_PAUSE_MS = 40 * SECOND;
/** Once the code has been dead for a while, only a slow QFPay has still something to say. */
const LONGEST_PAUSE_AFTERWARDS_MS = 5 * MINUTE;
const AFTERWARDS_MS = 10 * MINUTE;
const SOON_AFTER_THE_END_MS = 30 * SECOND;
/** While QFPay cannot be reached, so that the answer is here soon after it can. */
const LONGEST_PAUSE_IN_SILENCE_MS = 15 * SECOND;

/** What a plan is made from: its own number spreads the asks, so that payments made together are not asked about together. */
export type Planned = Pick<Payment, "id" | "state" | "enquiries" | "expiresAt" | "createdAt"> & {
  /** Since when it is in its state, where that is known. */
  readonly stateAt?: Date;
};

/**
 * When to ask QFPay again about a payment; null when there is nothing to ask. Growing pauses, one ask just after expiry, one when a
 * person must decide. Where QFPay's last word left room for money to come, a few last looks follow.
 */
export function nextEnquiry(payment: Planned, now: Date): Date | null {
  if (!isOpen(payment)) return nextLook(payment, now);
  const decides = decidesAt(payment).getTime();
  if (now.getTime() >= decides) return null;
  const next = now.getTime() + spread(payment, pauseOf(payment, now));
  const deadFrom = payment.expiresAt.getTime() + EXPIRY_MARGIN_MS;
  const landmark = now.getTime() < deadFrom ? deadFrom : decides;
  return new Date(Math.min(next, landmark));
}

/**
 * As {@link nextEnquiry}, when QFPay did not answer the last one: soon again, since nothing was learnt. The plan ends with an answer:
 * where it would end in silence, QFPay is asked on until it has spoken once, though a person knows by then.
 */
export function nextEnquiryAfterSilence(payment: Planned, now: Date): Date | null {
  const planned = nextEnquiry(payment, now);
  if (!isOpen(payment)) return planned;
  const longest = planned === null ? MINUTE : LONGEST_PAUSE_IN_SILENCE_MS;
  const soon = now.getTime() + spread(payment, Math.min(pauseOf(payment, now), longest));
  return new Date(Math.min(soon, planned?.getTime() ?? soon));
}

/**
 * As {@link nextEnquiry}, when QFPay says of a payment that it can still be paid. One that it had called closed before is then watched like
 * an open one until its time is over: the customer was quicker, and what the wallet works on may still end in money.
 */
export function nextEnquiryWhileOpenThere(payment: Planned, now: Date): Date | null {
  const planned = nextEnquiry(payment, now);
  if (planned === null || isOpen(payment) || isSurelyExpired(payment, now)) return planned;
  return new Date(Math.min(planned.getTime(), now.getTime() + spread(payment, pauseOf(payment, now))));
}

/** When an unclear payment goes to a person. */
export function decidesAt(payment: Pick<Payment, "expiresAt">): Date {
  return new Date(payment.expiresAt.getTime() + GIVE_UP_AFTER_MS);
}

/** Whether its time is over, the margin for clocks included. */
export function isSurelyExpired(payment: Pick<Payment, "expiresAt">, now: Date): boolean {
  return now.getTime() >= payment.expiresAt.getTime() + EXPIRY_MARGIN_MS;
}

function pauseOf(payment: Planned, now: Date): number {
  const usual = Math.min((PAUSES_S[payment.enquiries] ?? Number.POSITIVE_INFINITY) * SECOND, LONGEST_PAUSE_MS);
  const deadFor = now.getTime() - payment.expiresAt.getTime();
  return deadFor < AFTERWARDS_MS ? usual : Math.min(Math.max(usual, deadFor / 8), LONGEST_PAUSE_AFTERWARDS_MS);
}

/**
 * Between three quarters of a pause and all of it. Drawn from the payment's own number and how often it was asked about: every server
 * comes to the same, and no two payments keep step.
 */
function spread(payment: Planned, pauseMs: number): number {
  return Math.round(pauseMs * (0.75 + 0.25 * fraction(`${payment.enquiries}:${payment.id}`)));
}

/** A text as a number in [0, 1), evenly spread (FNV-1a). */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash / 2 ** 32;
}

/**
 * The first look at a payment that ended just now, soon; null where nothing can follow. Money may come for an order that ran out or was
 * closed, and a request may reach QFPay after we believed it lost; the notification of it may be lost as well. docs/qfpay.md#codes
 */
export function firstLook(payment: Planned, now: Date): Date | null {
  const next = nextLook(payment, now);
  return next && new Date(Math.min(next.getTime(), now.getTime() + SOON_AFTER_THE_END_MS));
}

/** A few more looks, the last one when every notification must have come. That somebody else asked meanwhile takes none of them away. */
function nextLook({ state, stateAt, createdAt, expiresAt }: Planned, now: Date): Date | null {
  const isLost = state.at === "failed" && state.respcd === ABSENT;
  if (state.at !== "expired" && state.at !== "cancelled" && !isLost) return null;
  const soon = stateAt === undefined ? [] : [stateAt.getTime() + SOON_AFTER_THE_END_MS];
  const lost = isLost ? [createdAt.getTime() + 2 * MINUTE] : [];
  const afterwards = [EXPIRY_MARGIN_MS, AFTERWARDS_MS, GIVE_UP_AFTER_MS].map((ms) => expiresAt.getTime() + ms);
  const next = [...soon, ...lost, ...afterwards].toSorted((a, b) => a - b).find((look) => look > now.getTime());
  return next === undefined ? null : new Date(next);
}

/** Written in place of a code where QFPay surely never got our call. */
export const ABSENT = "absent";
