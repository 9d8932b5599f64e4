import { announce } from "@tillbook/db/client";
import type { Money } from "@tillbook/domain/money";
import { type CreateOrder, type Order, orderLifeMs, readAmount } from "@tillbook/domain/orders";
import { actorName, type Context, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { newId, newLinkToken, newOrderNumber } from "./numbers.ts";

/**
 * Writes down what is owed; nothing is asked of QFPay yet.
 * The same requestId with the same content answers the order that was made before; with other content it is refused (`request_reused`).
 */
export async function createOrder(ctx: Context, command: CreateOrder): Promise<{ order: Order; isNew: boolean }> {
  requireRight(ctx.actor, "collect");
  const read = readAmount(command, ctx.account.currencies);
  if (!read.ok) throw new AppError("invalid_input", `${read.field}: ${read.fault}`, { fields: [{ field: read.field, fault: read.fault }] });
  const { order, isNew } = await ctx.db.unitOfWork(async (tx) => {
    const wanted = newOrder(ctx, command, read.amount);
    const stored = await tx.orders.insert(wanted);
    if (stored.isNew) {
      await tx.observations.insertChange({
        accountId: wanted.accountId,
        subject: "order",
        subjectId: wanted.id,
        before: null,
        after: "open",
        actor: actorName(ctx.actor),
        observationId: null,
        at: wanted.createdAt,
      });
      await tx.audit.insert({
        accountId: wanted.accountId,
        actor: actorName(ctx.actor),
        action: "order.created",
        subject: "order",
        subjectId: wanted.id,
        at: wanted.createdAt,
      });
      await announce(tx.sql, { accountId: wanted.accountId, orderId: wanted.id, topic: "order" });
    }
    return stored;
  });
  if (!isNew && !isSameRequest(order, command, read.amount))
    throw new AppError("request_reused", "this requestId belongs to another order");
  return { order, isNew };
}

function newOrder(ctx: Context, command: CreateOrder, amount: Money): Order {
  const createdAt = ctx.clock.now();
  return {
    id: newId(),
    accountId: ctx.account.id,
    number: newOrderNumber(),
    requestId: command.requestId,
    amount,
    goodsName: command.goodsName || null,
    note: command.note || null,
    face: command.face,
    linkToken: newLinkToken(),
    state: "open",
    expiresAt: new Date(createdAt.getTime() + orderLifeMs(command.face)),
    attemptMinutes: command.expiresInMinutes,
    paidPaymentId: null,
    createdBy: actorName(ctx.actor),
    createdAt,
  };
}

function isSameRequest(order: Order, command: CreateOrder, amount: Money): boolean {
  return (
    order.amount.minor === amount.minor &&
    order.amount.currency === amount.currency &&
    order.face === command.face &&
    order.goodsName === (command.goodsName || null) &&
    order.note === (command.note || null) &&
    order.attemptMinutes === command.expiresInMinutes
  );
}
