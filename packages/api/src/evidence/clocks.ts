import type { KnownPayment } from "@tillbook/db/payments";
import type { Order } from "@tillbook/domain/orders";
import { wireFromInstant } from "@tillbook/domain/time";
import type { ClockName, ClockView } from "../views/index.ts";

/** An instant as QFPay's support reads it: wall-clock time with its zone. */
export function utc8(at: Date): string {
  return `${wireFromInstant(at)} UTC+8`;
}

/** Every moment of a payment, each with the clock that it was read from and its zone. */
export function clocksOf(order: Order, payment: KnownPayment, now: Date): ClockView[] {
  const moments: readonly [ClockName, Date | null, ClockView["clock"]][] = [
    ["order_created", order.createdAt, "ours"],
    ["payment_created", payment.createdAt, "ours"],
    ["txdtm", payment.txdtm, "ours"],
    ["sysdtm", payment.sysdtm, "qfpay"],
    ["paydtm", payment.paydtm, "shopper"],
    ["expires", payment.expiresAt, "ours"],
    ["needs_person", payment.needsPersonAt, "ours"],
    ["bundled", now, "ours"],
  ];
  return moments.flatMap(([name, at, clock]) => (at === null ? [] : [{ name, at: at.toISOString(), utc8: utc8(at), clock }]));
}
