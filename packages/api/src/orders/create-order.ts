import { type Events, writeEvents } from "@tillbook/db/observations";
import { ordersInsertion, wasRequestedBefore } from "@tillbook/db/orders";
import type { Money } from "@tillbook/domain/money";
import { type CreateOrder, type Order, orderLifeMs, readAmount } from "@tillbook/domain/orders";
import { actorName, type NewsContext, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { newId, newLinkToken, newOrderNumber } from "./numbers.ts";

/**
 * Writes down what is owed; nothing is asked of QFPay yet. `write` writes the order with its events, and whatever else begins with it,
 * in one transaction; what it answers is `begun`, null for an order that was made before.
 * The same requestId with the same content answers the order that was made before; with other content it is refused (`request_reused`).
 */
export async function createOrder<Begun>(
  ctx: NewsContext,
  command: CreateOrder,
  write: (order: Order, events: Events) => Promise<Begun>,
): Promise<{ order: Order; begun: Begun | null }> {
  requireRight(ctx.actor, "collect");
  const read = readAmount(command, ctx.account.currencies);
  if (!read.ok) throw new AppError("invalid_input", `${read.field}: ${read.fault}`, { fields: [{ field: read.field, fault: read.fault }] });
  const order = newOrder(ctx, command, read.amount);
  try {
    return { order, begun: await write(order, eventsOf(ctx, order)) };
  } catch (error) {
    const before = wasRequestedBefore(error) ? await ctx.db.read.orders.byRequest(order.accountId, order.requestId) : null;
    if (!before) throw error;
    if (!isSameRequest(before, command, read.amount)) throw new AppError("request_reused", "this requestId belongs to another order");
    return { order: before, begun: null };
  }
}

/** Writes an order with its events, and nothing else with it. */
export function orderAlone({ db }: Pick<NewsContext, "db">) {
  return (order: Order, events: Events): Promise<void> =>
    db.unitOfWork(({ sql }) => writeEvents(sql, [events], { orders: ordersInsertion([order]) }));
}

function eventsOf(ctx: NewsContext, { id, accountId, createdAt: at }: Order): Events {
  const actor = actorName(ctx.actor);
  const subject = { subject: "order", subjectId: id } as const;
  return {
    changes: [{ accountId, ...subject, before: null, after: "open", actor, observationId: null, at }],
    deeds: [{ accountId, actor, action: "order.created", ...subject, at }],
    announce: { accountId, orderId: id, topic: "order" },
  };
}

function newOrder(ctx: NewsContext, command: CreateOrder, amount: Money): Order {
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
