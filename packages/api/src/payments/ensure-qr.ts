import type { KnownPayment } from "@tillbook/db/payments";
import { isPayable } from "@tillbook/domain/payments";
import type { Context } from "../context/index.ts";
import { CALL_MAY_RUN_MS } from "./patience.ts";
import { settleAttempt } from "./settle-attempt.ts";
import { submitAttempt } from "./submit-attempt.ts";

/** A QR is replaced this long before QFPay would let it die, so that nobody scans a dying one. */
export const REFRESH_BEFORE_MS = 60_000;

/**
 * Sees to it that an open order has one payable QR: keeps a fresh one, hands over from one that is dying, lost or of the other way in.
 * The old attempt is settled first (asked about, closed); where it can be neither, it stays the payable one until its time is over.
 * Throws `order_not_open` when the order can no longer be paid.
 */
export async function ensureQr(ctx: Context, orderId: string): Promise<KnownPayment> {
  const current = (await ctx.db.read.payments.ofOrder(orderId)).find(isPayable);
  if (!current) return startQr(ctx, orderId);
  if (isFreshQr(current, ctx.clock.now()) || isUnderWay(current, ctx.clock.now())) return current;
  const settled = await settleAttempt(ctx, current);
  return isPayable(settled) || settled.state.at === "paid" ? settled : startQr(ctx, orderId);
}

async function startQr(ctx: Context, orderId: string): Promise<KnownPayment> {
  return (await submitAttempt(ctx, orderId, { payType: "800201" })).payment;
}

function isFreshQr(payment: KnownPayment, now: Date): boolean {
  const shown = payment.state.at === "awaiting" && payment.state.handover?.kind === "qr";
  return shown && payment.expiresAt.getTime() - now.getTime() > REFRESH_BEFORE_MS;
}

function isUnderWay(payment: KnownPayment, now: Date): boolean {
  return payment.state.at === "submitted" && now.getTime() - payment.createdAt.getTime() < CALL_MAY_RUN_MS;
}
