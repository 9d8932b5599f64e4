import type { KnownPayment } from "@tillbook/db/payments";
import { isPayable } from "@tillbook/domain/payments";
import { actorName, type PaymentContext } from "../context/index.ts";
import { CALL_MAY_RUN_MS } from "./patience.ts";
import { requireOpen } from "./require-open.ts";
import { settleAttempt } from "./settle-attempt.ts";

/**
 * Makes room for another attempt at an order. The one that holds the payable place is settled first (asked about, closed where the
 * account can); where it cannot be closed but is plainly unpaid, it gives its place away and is watched until it is final. One that was
 * paid, may be in this moment, or is being made, keeps its place: a second one beside it could be a second charge.
 * Refuses (`order_not_open`) where the order can no longer be paid.
 * @returns the attempt that keeps the place, null when the place is free
 */
export async function makeRoom(ctx: PaymentContext, orderId: string): Promise<KnownPayment | null> {
  await requireOpen(ctx, orderId);
  const current = (await ctx.db.read.payments.ofOrder(orderId)).find(isPayable);
  if (!current) return null;
  if (isBeingMade(current, ctx.clock.now())) return current;
  const { payment, said } = await settleAttempt(ctx, current);
  if (!isPayable(payment)) return payment.state.at === "paid" ? payment : null;
  const isPlainlyUnpaid = said === "unpaid" || payment.state.at === "submitted"; // nobody was handed what is only submitted
  if (!isPlainlyUnpaid) return payment;
  await handOver(ctx, payment);
  return null;
}

/** The attempt gives its place away and is watched until it is final. */
async function handOver(ctx: PaymentContext, { id, accountId }: KnownPayment): Promise<void> {
  const at = ctx.clock.now();
  await ctx.db.unitOfWork(async (tx) => {
    await tx.payments.supersede(id, at);
    const deed = { accountId, actor: actorName(ctx.actor), action: "payment.handed_over", subject: "payment", subjectId: id, at };
    await tx.audit.insert(deed);
  });
}

/** Its call to QFPay may still be under way. */
export function isBeingMade(payment: KnownPayment, now: Date): boolean {
  return payment.state.at === "submitted" && now.getTime() - payment.createdAt.getTime() < CALL_MAY_RUN_MS;
}
