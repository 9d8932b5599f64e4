import { eventFacts, type ListedDelivery } from "@tillbook/db/webhooks";
import { TEST_EVENT, webhookEventSchema } from "@tillbook/domain/webhooks";
import { z } from "zod";
import { actorName, type Context, pageUpTo, readPlace, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { newId } from "../orders/index.ts";
import { eventBody, eventName } from "./event-body.ts";
import type { DeliveryDetail, DeliveryPage, DeliveryRow } from "./views.ts";

const instant = z.iso.datetime({ offset: true, error: "not_a_time" }).transform((text) => new Date(text));

export const MOST_AT_ONCE = 100;

export const listDeliveriesSchema = z.strictObject({
  endpointId: z.uuid("not_a_uuid").optional(),
  state: z.enum(["waiting", "delivered", "failed"]).optional(),
  type: z.enum([...webhookEventSchema.options, TEST_EVENT]).optional(),
  from: instant.optional(),
  to: instant.optional(),
  cursor: z.string().max(200).nullish(),
  limit: z.int().min(1).max(MOST_AT_ONCE).default(50),
});

/** A page of the delivery log, newest first. */
export async function listDeliveries(ctx: Context, query: z.output<typeof listDeliveriesSchema>): Promise<DeliveryPage> {
  requireRight(ctx.actor, "manageWebhooks");
  const rows = await ctx.db.read.deliveries.list({
    accountId: ctx.account.id,
    endpointId: query.endpointId ?? null,
    state: query.state ?? null,
    type: query.type ?? null,
    from: query.from ?? null,
    to: query.to ?? null,
    after: query.cursor ? readPlace(query.cursor) : null,
    limit: query.limit + 1,
  });
  const { items, nextCursor } = pageUpTo(query.limit, rows, ({ createdAt: at, id }) => ({ at, id }));
  return { items: items.map(deliveryRow), nextCursor };
}

/** One delivery with its body and every attempt, or `not_found`. */
export async function readDelivery(ctx: Context, query: { deliveryId: string }): Promise<DeliveryDetail> {
  requireRight(ctx.actor, "manageWebhooks");
  const delivery = await ctx.db.read.deliveries.byId(ctx.account.id, query.deliveryId);
  if (!delivery) throw new AppError("not_found", "there is no such delivery");
  const [factsOf, attempts] = await Promise.all([eventFacts(ctx.db.read.sql, [delivery]), ctx.db.read.deliveries.attemptsOf(delivery.id)]);
  return {
    ...deliveryRow(delivery),
    body: eventBody(delivery, factsOf(delivery)),
    attempts: attempts.map((attempt) => ({ ...attempt, at: attempt.at.toISOString() })),
  };
}

/**
 * Sends deliveries again, whatever became of them: the same event under the same name, now, and by the whole plan when it fails.
 * `not_found` when one of them does not exist or its endpoint is gone; then none is sent.
 */
export async function sendAgain(ctx: Context, command: { deliveryIds: readonly string[] }): Promise<void> {
  requireRight(ctx.actor, "manageWebhooks");
  const wanted = [...new Set(command.deliveryIds)];
  await ctx.db.unitOfWork(async (tx) => {
    const sent = await tx.deliveries.sendAgain(ctx.account.id, wanted, ctx.clock.now());
    if (sent.length !== wanted.length) throw new AppError("not_found", "there is no such delivery, or its endpoint is gone");
    for (const id of sent) await tx.audit.insert(deedOf(ctx, id, "webhook.sent_again"));
  });
}

/** Sends an event that says nothing, to try an endpoint out. `id` names the delivery when the same call may come twice. */
export async function sendTestEvent(ctx: Context, command: { endpointId: string }, id: string = newId()): Promise<DeliveryDetail> {
  requireRight(ctx.actor, "manageWebhooks");
  const endpoint = await ctx.db.read.endpoints.byId(ctx.account.id, command.endpointId);
  if (!endpoint) throw new AppError("not_found", "there is no such endpoint");
  await ctx.db.read.deliveries.insert({
    id,
    accountId: ctx.account.id,
    endpointId: endpoint.id,
    eventId: id,
    type: TEST_EVENT,
    createdAt: ctx.clock.now(),
  });
  return readDelivery(ctx, { deliveryId: id });
}

function deedOf(ctx: Context, deliveryId: string, action: string) {
  return {
    accountId: ctx.account.id,
    actor: actorName(ctx.actor),
    action,
    subject: "webhook_delivery",
    subjectId: deliveryId,
    at: ctx.clock.now(),
  };
}

function deliveryRow(delivery: ListedDelivery): DeliveryRow {
  return {
    id: delivery.id,
    endpointId: delivery.endpointId,
    url: delivery.url,
    eventId: eventName(delivery),
    type: delivery.type,
    state: delivery.state,
    tries: delivery.tries,
    lastStatus: delivery.lastStatus,
    createdAt: delivery.createdAt.toISOString(),
    nextAttemptAt: delivery.nextAttemptAt?.toISOString() ?? null,
    deliveredAt: delivery.deliveredAt?.toISOString() ?? null,
    canSendAgain: !delivery.isEndpointGone,
  };
}
