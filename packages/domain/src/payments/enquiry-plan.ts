import { isOpen, type Payment } from "./payment.ts";

const SECOND = 1_000;
const HOUR = 60 * 60 * SECOND;

/** QFPay's clock and ours may differ; a QR counts as dead only so long after its time. */
export const EXPIRY_MARGIN_MS = 60 * SECOND;

/** QFPay repeats notifications for 24 h 22 min; what is still unclear after that needs a person. docs/qfpay.md#notifications */
export const GIVE_UP_AFTER_MS = 25 * HOUR;

const PAUSES_S = [3, 4, 5, 7, 10, 15, 20, 30] as const;
const LONGEST_PAUSE_S = 60;

/** When to ask QFPay again about an open payment; null when there is nothing to ask. Growing pauses, one ask just after expiry. */
export function nextEnquiry(payment: Pick<Payment, "state" | "enquiries" | "expiresAt">, now: Date): Date | null {
  if (!isOpen(payment)) return null;
  if (now.getTime() >= decidesAt(payment).getTime()) return null;
  const pause = (PAUSES_S[payment.enquiries] ?? LONGEST_PAUSE_S) * SECOND;
  const next = now.getTime() + (isPast(payment.expiresAt, now) ? Math.max(pause, LONGEST_PAUSE_S * SECOND) : pause);
  const justAfterExpiry = payment.expiresAt.getTime() + EXPIRY_MARGIN_MS;
  return new Date(now.getTime() < justAfterExpiry ? Math.min(next, justAfterExpiry) : next);
}

/** When an unclear payment goes to a person. */
export function decidesAt(payment: Pick<Payment, "expiresAt">): Date {
  return new Date(payment.expiresAt.getTime() + GIVE_UP_AFTER_MS);
}

/** Whether its time is over, the margin for clocks included. */
export function isSurelyExpired(payment: Pick<Payment, "expiresAt">, now: Date): boolean {
  return now.getTime() >= payment.expiresAt.getTime() + EXPIRY_MARGIN_MS;
}

function isPast(at: Date, now: Date): boolean {
  return now.getTime() >= at.getTime();
}
