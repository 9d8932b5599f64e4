import { announce, type Repositories } from "@tillbook/db/client";
import { mayBecome, type Order } from "@tillbook/domain/orders";
import { isPayable } from "@tillbook/domain/payments";
import type { CallOptions } from "@tillbook/qfpay/client";
import { actorName, type PaymentContext, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { settleAttempt } from "../payments/index.ts";

/**
 * Cancels an order: nothing new is started for it from this moment on, and the attempt that is open is closed at QFPay where that can
 * be done and watched until it is final. Money that arrives all the same still pays the order. Refuses (`order_not_open`) otherwise.
 */
export async function cancelOrder(ctx: PaymentContext, command: { orderId: string }): Promise<void> {
  requireRight(ctx.actor, "collect");
  await ctx.db.unitOfWork(async (tx) => {
    const order = await tx.orders.lock(ctx.account.id, command.orderId);
    if (!order) throw new AppError("not_found", "there is no such order");
    if (order.state === "cancelled") return;
    if (!mayBecome(order.state, "cancelled")) throw new AppError("order_not_open", `this order is ${order.state}`);
    await end(ctx, tx, order, "cancelled");
    await tx.audit.insert({
      accountId: order.accountId,
      actor: actorName(ctx.actor),
      action: "order.cancelled",
      subject: "order",
      subjectId: order.id,
      at: ctx.clock.now(),
    });
  });
  await settleOpenAttempts(ctx, command.orderId);
}

/** Ends an order whose time is over. Its open attempt is settled first, so that money on its way is seen before the link closes. */
export async function expireOrder(ctx: PaymentContext, command: { orderId: string }): Promise<void> {
  await settleOpenAttempts(ctx, command.orderId, { priority: "sweep" });
  await ctx.db.unitOfWork(async (tx) => {
    const order = await tx.orders.lock(ctx.account.id, command.orderId);
    if (order?.state === "open" && order.expiresAt <= ctx.clock.now()) await end(ctx, tx, order, "expired");
  });
}

async function end(ctx: PaymentContext, tx: Repositories, order: Order, state: "cancelled" | "expired"): Promise<void> {
  const at = ctx.clock.now();
  if (!(await tx.orders.move(order, state, at, null))) throw new AppError("changed_meanwhile", "the order changed meanwhile");
  await tx.observations.insertChange({
    accountId: order.accountId,
    subject: "order",
    subjectId: order.id,
    before: order.state,
    after: state,
    actor: actorName(ctx.actor),
    observationId: null,
    at,
  });
  await announce(tx.sql, { accountId: order.accountId, orderId: order.id, topic: "order" });
}

async function settleOpenAttempts(ctx: PaymentContext, orderId: string, options: CallOptions = {}): Promise<void> {
  for (const payment of await ctx.db.read.payments.ofOrder(orderId)) {
    if (isPayable(payment)) await settleAttempt(ctx, payment, options);
  }
}
