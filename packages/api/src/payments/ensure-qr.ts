import type { KnownPayment } from "@tillbook/db/payments";
import { isPayable } from "@tillbook/domain/payments";
import type { PaymentContext } from "../context/index.ts";
import { makeRoom } from "./make-room.ts";
import { requireOpen } from "./require-open.ts";
import { submitAttempt } from "./submit-attempt.ts";

/** A QR is replaced this long before QFPay would let it die, so that nobody scans a dying one. */
export const REFRESH_BEFORE_MS = 60_000;

/**
 * Sees to it that an open order has one payable QR: keeps a fresh one, hands over from one that is dying, lost or of the other way in.
 * Where the old attempt keeps its place, that one is answered. Throws `order_not_open` when the order can no longer be paid.
 */
export async function ensureQr(ctx: PaymentContext, orderId: string): Promise<KnownPayment> {
  await requireOpen(ctx, orderId);
  const current = (await ctx.db.read.payments.ofOrder(orderId)).find(isPayable);
  if (current && isFreshQr(current, ctx.clock.now())) return current;
  return (await makeRoom(ctx, orderId)) ?? (await submitAttempt(ctx, orderId, { payType: "800201" })).payment;
}

function isFreshQr(payment: KnownPayment, now: Date): boolean {
  const shown = payment.state.at === "awaiting" && payment.state.handover?.kind === "qr";
  return shown && payment.expiresAt.getTime() - now.getTime() > REFRESH_BEFORE_MS;
}
