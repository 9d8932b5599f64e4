import { z } from "zod";
import { listDeliveries, readDelivery, sendAgain } from "../../webhooks/index.ts";
import { readCursor, writeCursor } from "../cursor.ts";
import { operation } from "../operation.ts";
import { EXAMPLE, id } from "../schemas/common.ts";
import {
  deliveryExample,
  deliveryFilterSchema,
  deliveryPageSchema,
  deliveryRowExample,
  deliverySchema,
  manyDeliveriesSchema,
} from "../schemas/webhooks.ts";

const params = z.strictObject({ deliveryId: id("delivery") });
const about = { tag: "Webhooks", scope: "webhooks:write", refusals: [] } as const;
const theDelivery = { status: 200, description: "The delivery.", schema: deliverySchema, example: deliveryExample };
const again = "Whatever became of it: the same event under the same name, now, and by the whole plan when it fails.";

const listWebhookDeliveries = operation({
  ...about,
  id: "listWebhookDeliveries",
  method: "GET",
  path: "/webhook-deliveries",
  summary: "List deliveries",
  description: "The log, newest first.",
  query: deliveryFilterSchema,
  answers: [
    {
      status: 200,
      description: "A page of the log.",
      schema: deliveryPageSchema,
      example: { items: [deliveryRowExample], nextCursor: null },
    },
  ],
  async run(ctx, { query }) {
    const { cursor, limit, ...filter } = query;
    const list = { name: "webhook deliveries", filter };
    const page = await listDeliveries(ctx, { ...filter, limit, cursor: readCursor(ctx, list, cursor) });
    return { status: 200, body: { items: page.items, nextCursor: writeCursor(ctx, list, page.nextCursor) } };
  },
});

const readWebhookDelivery = operation({
  ...about,
  id: "readWebhookDelivery",
  method: "GET",
  path: "/webhook-deliveries/{deliveryId}",
  summary: "Read a delivery",
  description: "Its body and every attempt.",
  params,
  answers: [theDelivery],
  run: async (ctx, input) => ({ status: 200, body: await readDelivery(ctx, input.params) }),
});

const resendWebhookDelivery = operation({
  ...about,
  id: "resendWebhookDelivery",
  method: "POST",
  path: "/webhook-deliveries/{deliveryId}/resend",
  summary: "Send a delivery again",
  description: again,
  params,
  answers: [theDelivery],
  async run(ctx, input) {
    await sendAgain(ctx, { deliveryIds: [input.params.deliveryId] });
    return { status: 200, body: await readDelivery(ctx, input.params) };
  },
});

const resendWebhookDeliveries = operation({
  ...about,
  id: "resendWebhookDeliveries",
  method: "POST",
  path: "/webhook-deliveries/resend",
  summary: "Send several deliveries again",
  description: `${again} All of them or, when one does not exist, none.`,
  body: { schema: manyDeliveriesSchema, example: { deliveryIds: [EXAMPLE.deliveryId] } },
  answers: [{ status: 204, description: "They are on their way.", schema: null }],
  refusals: ["not_found"],
  async run(ctx, { body }) {
    await sendAgain(ctx, body);
    return { status: 204, body: null };
  },
});

export const webhookDeliveryOperations = [listWebhookDeliveries, readWebhookDelivery, resendWebhookDelivery, resendWebhookDeliveries];
