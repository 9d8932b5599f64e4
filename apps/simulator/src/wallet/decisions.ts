import { type Payment, stateAt } from "../book/index.ts";
import type { World } from "../world.ts";
import { confirmCharge } from "./charge.ts";

/** What came of the customer's decision. `over` says why the order could not be acted on any more. */
export type Decided =
  | { readonly kind: "done" }
  | { readonly kind: "over"; readonly state: "paid" | "being paid" | "closed" | "failed" | "expired" };

/**
 * The customer pays: money moves now unless a script has other plans, and the merchant is told.
 * @param charge `payer` is the openid of a QR code's payer; the wallet takes the money `times` times
 */
export function pay(world: World, payment: Payment, charge: { readonly payer: string; readonly times?: number }): Decided {
  const over = whyOver(world, payment);
  if (over !== undefined) return over;
  confirmCharge(world, payment, charge);
  return { kind: "done" };
}

/** The money arrives although the order has expired, failed or was closed. A paid one stays as it is. */
export function payLate(world: World, payment: Payment, charge: { readonly payer: string; readonly times?: number }): Decided {
  if (payment.state.at === "paid") return { kind: "over", state: "paid" };
  confirmCharge(world, payment, charge);
  return { kind: "done" };
}

/** The customer leaves without paying: the order stays open and may still be paid. */
export function cancel(world: World, payment: Payment): Decided {
  const over = whyOver(world, payment);
  if (over !== undefined) return over;
  world.book.record({ entry: "declined", syssn: payment.syssn, at: world.clock.now() });
  return { kind: "done" };
}

/** The wallet refuses for good with `respcd`, for example 1201, insufficient balance. */
export function fail(world: World, payment: Payment, respcd: string): Decided {
  const over = whyOver(world, payment);
  if (over !== undefined) return over;
  world.book.record({ entry: "failed", syssn: payment.syssn, at: world.clock.now(), respcd });
  return { kind: "done" };
}

/** QFPay lets an order that can still be paid die at another time than it was made to. */
export function letExpire(world: World, payment: Payment, expiresAt: Date): Decided {
  const over = whyOver(world, payment);
  if (over !== undefined) return over;
  world.book.record({ entry: "lives-until", syssn: payment.syssn, expiresAt });
  return { kind: "done" };
}

function whyOver(world: World, payment: Payment): Extract<Decided, { kind: "over" }> | undefined {
  if (world.book.ledger.dueCharges.has(payment.syssn)) return { kind: "over", state: "being paid" };
  const state = stateAt(payment, world.clock.now());
  return state === "open" ? undefined : { kind: "over", state };
}
