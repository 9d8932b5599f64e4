import { z } from "zod";
import { type Context, requireRight } from "../../context/index.ts";
import { cancelOrder, collect } from "../../desk/index.ts";
import { readListedOrder, readOrders } from "../../orders/index.ts";
import { ensureQr } from "../../payments/index.ts";
import { readCursor, writeCursor } from "../cursor.ts";
import { operation } from "../operation.ts";
import { orderRowBody, readMerchantOrder } from "../read-merchant-order.ts";
import { id } from "../schemas/common.ts";
import { newOrderSchema, orderExample, orderFilterSchema, orderPageSchema, orderRowExample, orderSchema } from "../schemas/orders.ts";

const oneOrder = z.strictObject({ orderId: id("order") });
const theOrder = { status: 200, description: "The order as it is now.", schema: orderSchema, example: orderExample };
const newOrder = { amount: "88.00", currency: "HKD", face: "qr", goodsName: "Milk tea" };

const createOrder = operation({
  id: "createOrder",
  method: "POST",
  path: "/orders",
  tag: "Orders",
  summary: "Ask a customer for money",
  description:
    "Makes an order and its payment link. A `qr` order gets WeChat's QR at once; where QFPay did not answer in time the order is there all the same, `isUnclear`, and QFPay is asked until it is clear.",
  scope: "orders:write",
  body: { schema: newOrderSchema, example: newOrder },
  answers: [{ ...theOrder, status: 201, description: "The new order." }],
  refusals: [],
  async run(ctx, { body }, call) {
    const orderId = await collect(ctx, { ...body, requestId: call.requestId });
    if (call.isRepeat && body.face === "qr") await resumeQr(ctx, orderId);
    return { status: 201, body: await readMerchantOrder(ctx, { orderId }), location: `/orders/${orderId}` };
  },
});

/** A run that died between the order and its QR left an order without one. */
async function resumeQr(ctx: Context, orderId: string): Promise<void> {
  const { order } = await readListedOrder(ctx, orderId);
  if (order.state === "open" && order.expiresAt > ctx.clock.now()) await ensureQr(ctx, orderId);
}

const listOrders = operation({
  id: "listOrders",
  method: "GET",
  path: "/orders",
  tag: "Orders",
  summary: "List orders",
  description: "Newest first.",
  scope: "orders:read",
  query: orderFilterSchema,
  answers: [
    { status: 200, description: "A page of orders.", schema: orderPageSchema, example: { items: [orderRowExample], nextCursor: null } },
  ],
  refusals: [],
  async run(ctx, { query }) {
    const { cursor, limit, state, ...filter } = query;
    const list = { name: "orders", filter: { ...filter, state } };
    const page = await readOrders(ctx, { ...filter, states: state ?? [], limit, cursor: readCursor(ctx, list, cursor) });
    return { status: 200, body: { items: page.items.map(orderRowBody), nextCursor: writeCursor(ctx, list, page.nextCursor) } };
  },
});

const readOrder = operation({
  id: "readOrder",
  method: "GET",
  path: "/orders/{orderId}",
  tag: "Orders",
  summary: "Read an order",
  description: "With its link, its QR while there is one, its attempts and refunds.",
  scope: "orders:read",
  params: oneOrder,
  answers: [theOrder],
  refusals: [],
  run: async (ctx, { params }) => ({ status: 200, body: await readMerchantOrder(ctx, params) }),
});

const cancel = operation({
  id: "cancelOrder",
  method: "POST",
  path: "/orders/{orderId}/cancel",
  tag: "Orders",
  summary: "Cancel an order",
  description:
    "Nothing new is started for it from now on. The attempt that is open is closed at QFPay where that can be done, and watched until it is final: money that arrives all the same still pays the order. Cancelling twice is the same as once.",
  scope: "orders:write",
  params: oneOrder,
  answers: [theOrder],
  refusals: ["order_not_open"],
  async run(ctx, { params }) {
    await cancelOrder(ctx, params);
    return { status: 200, body: await readMerchantOrder(ctx, params) };
  },
});

const refreshQr = operation({
  id: "refreshQr",
  method: "POST",
  path: "/orders/{orderId}/qr",
  tag: "Orders",
  summary: "Get a QR that can be scanned",
  description:
    "Keeps the QR that is fresh, and replaces one that is about to end. The attempt before is asked about and closed first, so that one order is never payable twice.",
  scope: "orders:write",
  params: oneOrder,
  answers: [theOrder],
  refusals: ["order_not_open"],
  async run(ctx, { params }) {
    requireRight(ctx.actor, "collect");
    await ensureQr(ctx, (await readListedOrder(ctx, params.orderId)).order.id);
    return { status: 200, body: await readMerchantOrder(ctx, params) };
  },
});

export const orderOperations = [createOrder, listOrders, readOrder, cancel, refreshQr];
