import { z } from "zod";
import {
  changeEndpoint,
  createEndpoint,
  listEndpoints,
  pauseEndpoint,
  readEndpoint,
  removeEndpoint,
  resumeEndpoint,
  rotateSecret,
  sendTestEvent,
} from "../../webhooks/index.ts";
import { operation } from "../operation.ts";
import { id } from "../schemas/common.ts";
import {
  changedEndpointSchema,
  deliveryExample,
  deliverySchema,
  endpointExample,
  endpointListSchema,
  endpointSchema,
  endpointWithSecretSchema,
  newEndpointSchema,
} from "../schemas/webhooks.ts";

const params = z.strictObject({ endpointId: id("endpoint") });
const about = { tag: "Webhooks", scope: "webhooks:write", refusals: [] } as const;
const theEndpoint = { status: 200, description: "The endpoint.", schema: endpointSchema, example: endpointExample };
const withSecret = {
  status: 200,
  description: "The endpoint with its secret, which is shown this once.",
  schema: endpointWithSecretSchema,
  example: { secret: "whsec_bWluZSBhbG9uZSwgYW5kIG9mIHRoaXJ0eS10d28gYnl0ZXM=", endpoint: endpointExample },
};

const createWebhookEndpoint = operation({
  ...about,
  id: "createWebhookEndpoint",
  method: "POST",
  path: "/webhook-endpoints",
  summary: "Add an endpoint",
  description:
    "From now on every change of an order, a payment or a refund is posted to it, signed as Standard Webhooks says, and repeated for about three days until it answers with 2xx. Whoever holds this scope can have all of them sent anywhere.",
  body: { schema: newEndpointSchema, example: { url: endpointExample.url, description: "the shop", events: ["order.paid"] } },
  answers: [{ ...withSecret, status: 201 }],
  async run(ctx, { body }, call) {
    const made = await createEndpoint(ctx, body, call.requestId);
    return { status: 201, body: made, location: `/webhook-endpoints/${made.endpoint.id}` };
  },
});

const listWebhookEndpoints = operation({
  ...about,
  id: "listWebhookEndpoints",
  method: "GET",
  path: "/webhook-endpoints",
  summary: "List endpoints",
  description: "All of them, oldest first.",
  answers: [{ status: 200, description: "The endpoints.", schema: endpointListSchema, example: { items: [endpointExample] } }],
  run: async (ctx) => ({ status: 200, body: { items: await listEndpoints(ctx) } }),
});

const readWebhookEndpoint = operation({
  ...about,
  id: "readWebhookEndpoint",
  method: "GET",
  path: "/webhook-endpoints/{endpointId}",
  summary: "Read an endpoint",
  description: "Without its secret.",
  params,
  answers: [theEndpoint],
  run: async (ctx, input) => ({ status: 200, body: await readEndpoint(ctx, input.params) }),
});

const changeWebhookEndpoint = operation({
  ...about,
  id: "changeWebhookEndpoint",
  method: "PATCH",
  path: "/webhook-endpoints/{endpointId}",
  summary: "Change an endpoint",
  description: "What is left out stays.",
  params,
  body: { schema: changedEndpointSchema, example: { events: ["order.paid", "refund.refunded"] } },
  answers: [theEndpoint],
  run: async (ctx, input) => ({ status: 200, body: await changeEndpoint(ctx, { ...input.params, ...input.body }) }),
});

const removeWebhookEndpoint = operation({
  ...about,
  id: "removeWebhookEndpoint",
  method: "DELETE",
  path: "/webhook-endpoints/{endpointId}",
  summary: "Remove an endpoint",
  description: "What still waits for it is given up; its log stays.",
  params,
  answers: [{ status: 204, description: "It is gone.", schema: null }],
  async run(ctx, input) {
    await removeEndpoint(ctx, input.params);
    return { status: 204, body: null };
  },
});

const pauseWebhookEndpoint = operation({
  ...about,
  id: "pauseWebhookEndpoint",
  method: "POST",
  path: "/webhook-endpoints/{endpointId}/pause",
  summary: "Pause an endpoint",
  description: "Nothing is sent; what happens meanwhile waits.",
  params,
  answers: [theEndpoint],
  run: async (ctx, input) => ({ status: 200, body: await pauseEndpoint(ctx, input.params) }),
});

const resumeWebhookEndpoint = operation({
  ...about,
  id: "resumeWebhookEndpoint",
  method: "POST",
  path: "/webhook-endpoints/{endpointId}/resume",
  summary: "Resume an endpoint",
  description: "Sends what waits, beginning now.",
  params,
  answers: [theEndpoint],
  run: async (ctx, input) => ({ status: 200, body: await resumeEndpoint(ctx, input.params) }),
});

const rotateWebhookSecret = operation({
  ...about,
  id: "rotateWebhookSecret",
  method: "POST",
  path: "/webhook-endpoints/{endpointId}/secret",
  summary: "Make a new secret",
  description: "The one before signs beside it for 24 hours, so that nothing is lost while the receiver changes over.",
  params,
  answers: [withSecret],
  run: async (ctx, input) => ({ status: 200, body: await rotateSecret(ctx, input.params) }),
});

const testWebhookEndpoint = operation({
  ...about,
  id: "testWebhookEndpoint",
  method: "POST",
  path: "/webhook-endpoints/{endpointId}/test",
  summary: "Send a test event",
  description: "An event of the kind `endpoint.test`, which says nothing. Its delivery stands in the log like any other.",
  params,
  answers: [{ status: 201, description: "The delivery.", schema: deliverySchema, example: { ...deliveryExample, type: "endpoint.test" } }],
  async run(ctx, input, call) {
    const delivery = await sendTestEvent(ctx, input.params, call.requestId);
    return { status: 201, body: delivery, location: `/webhook-deliveries/${delivery.id}` };
  },
});

export const webhookEndpointOperations = [
  createWebhookEndpoint,
  listWebhookEndpoints,
  readWebhookEndpoint,
  changeWebhookEndpoint,
  removeWebhookEndpoint,
  pauseWebhookEndpoint,
  resumeWebhookEndpoint,
  rotateWebhookSecret,
  testWebhookEndpoint,
];
