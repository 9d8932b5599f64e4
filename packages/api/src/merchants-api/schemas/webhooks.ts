import { changeEndpointSchema, createEndpointSchema, TEST_EVENT, webhookEventSchema } from "@tillbook/domain/webhooks";
import { z } from "zod";
import { MOST_AT_ONCE } from "../../webhooks/index.ts";
import { named, told } from "../published.ts";
import { cursor, EXAMPLE, id, instant, instantIn, limit, pageOf } from "./common.ts";

const events = z.array(webhookEventSchema);

export const endpointSchema = named(
  "WebhookEndpoint",
  z.strictObject({
    id: id("endpoint"),
    url: z.url(),
    description: z.string(),
    events: told(events, "Kinds of events that are sent; none means all."),
    standing: told(
      z.enum(["active", "failing", "paused", "stopped"]),
      "`failing`: nothing has arrived lately. `paused` by somebody. `stopped` by itself after five days of failure.",
    ),
    failingSince: z.iso.datetime().nullable(),
    pausedAt: z.iso.datetime().nullable(),
    pausedBy: z.string().nullable(),
    previousSecretUntil: told(z.iso.datetime().nullable(), "Until then the secret before signs too."),
    createdBy: z.string(),
    createdAt: instant("When it was added."),
  }),
  { description: "Where events are sent to." },
);

export const endpointExample = {
  id: EXAMPLE.endpointId,
  url: "https://shop.example.com/hooks/tillbook",
  description: "the shop",
  events: ["order.paid", "refund.refunded"],
  standing: "active",
  failingSince: null,
  pausedAt: null,
  pausedBy: null,
  previousSecretUntil: null,
  createdBy: "The shop",
  createdAt: EXAMPLE.at,
} as const;

export const endpointWithSecretSchema = named(
  "WebhookEndpointWithSecret",
  z.strictObject({
    secret: told(z.string(), "Signs every delivery. Shown this once.", {
      examples: ["whsec_bWluZSBhbG9uZSwgYW5kIG9mIHRoaXJ0eS10d28gYnl0ZXM="],
    }),
    endpoint: endpointSchema,
  }),
  { description: "An endpoint with its signing secret." },
);
export const endpointListSchema = named("WebhookEndpointList", z.strictObject({ items: z.array(endpointSchema) }), {
  description: "Every endpoint of the account.",
});

const asked = createEndpointSchema.shape;
export const newEndpointSchema = named(
  "NewWebhookEndpoint",
  z.strictObject({
    url: told(asked.url, "Public and https.", { examples: [endpointExample.url] }),
    description: told(asked.description, "For people."),
    events: told(asked.events, "Kinds of events to send; none means all.", { examples: [endpointExample.events] }),
  }),
  { description: "Where events should be sent to." },
);

const changed = changeEndpointSchema.shape;
export const changedEndpointSchema = named(
  "ChangedWebhookEndpoint",
  z.strictObject({
    url: told(changed.url, "Public and https."),
    description: told(changed.description, "For people."),
    events: told(changed.events, "Kinds of events to send; none means all."),
  }),
  { description: "What should change; what is left out stays." },
);

const rowShape = {
  id: id("delivery"),
  endpointId: id("endpoint"),
  url: z.url(),
  eventId: told(z.string(), "The event's own name, also in `webhook-id`: the same in every repeat."),
  type: told(z.enum([...webhookEventSchema.options, TEST_EVENT]), "The kind of event."),
  state: z.enum(["waiting", "delivered", "failed"]),
  tries: told(z.int(), "How often it was sent since it was asked for."),
  lastStatus: told(z.int().nullable(), "What the endpoint answered last; null when it did not."),
  createdAt: instant("When the event happened."),
  nextAttemptAt: z.iso.datetime().nullable(),
  deliveredAt: z.iso.datetime().nullable(),
  canSendAgain: told(z.boolean(), "False when its endpoint is gone."),
};
const deliveryRowSchema = named("WebhookDeliveryRow", z.strictObject(rowShape), { description: "A delivery as the log shows it." });
export const deliveryPageSchema = pageOf("WebhookDeliveryPage", deliveryRowSchema);
export const deliverySchema = named(
  "WebhookDelivery",
  z.strictObject({
    ...rowShape,
    body: told(z.string(), "The body as it is sent, byte for byte."),
    attempts: told(
      z.array(
        z.strictObject({
          at: z.iso.datetime(),
          took: told(z.int(), "Milliseconds."),
          status: z.int().nullable(),
          fault: told(z.string().nullable(), "Why nothing answered."),
          answer: told(z.string(), "The first 1,024 bytes."),
        }),
      ),
      "Newest first.",
    ),
  }),
  { description: "One event on its way to one endpoint." },
);

export const deliveryRowExample = {
  id: EXAMPLE.deliveryId,
  endpointId: EXAMPLE.endpointId,
  url: endpointExample.url,
  eventId: "evt_019ab6d003f17d2c9a4412ab34cd56ef",
  type: "order.paid",
  state: "delivered",
  tries: 1,
  lastStatus: 204,
  createdAt: EXAMPLE.at,
  nextAttemptAt: null,
  deliveredAt: EXAMPLE.at,
  canSendAgain: true,
} as const;
export const deliveryExample = {
  ...deliveryRowExample,
  body: '{"id":"evt_019ab6d003f17d2c9a4412ab34cd56ef","type":"order.paid","timestamp":"2026-11-22T02:00:21.000Z","data":{}}',
  attempts: [{ at: EXAMPLE.at, took: 41, status: 204, fault: null, answer: "" }],
} as const;

export const deliveryFilterSchema = z.strictObject({
  endpointId: told(z.uuid("not_a_uuid").optional(), "Only this endpoint."),
  state: told(z.enum(["waiting", "delivered", "failed"]).optional(), "Only in this state."),
  type: told(z.enum([...webhookEventSchema.options, TEST_EVENT]).optional(), "Only this kind of event."),
  from: instantIn("Happened at that time or later."),
  to: instantIn("Happened before that time."),
  cursor,
  limit,
});

export const manyDeliveriesSchema = named(
  "WebhookDeliveryIds",
  z.strictObject({
    deliveryIds: told(z.array(z.uuid("not_a_uuid")).min(1, "required").max(MOST_AT_ONCE, "too_many"), "Deliveries to send again."),
  }),
  { description: "Which deliveries to send again." },
);
