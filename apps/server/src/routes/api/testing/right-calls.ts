import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Asked, eventually, type MerchantProgram, type World } from "../../../testing/index.ts";

/** Ids of one of everything. */
export type Ids = Readonly<Record<"order" | "payment" | "refund" | "statement" | "endpoint" | "delivery", string>>;

const made = z.looseObject({ id: z.string() });
const order = made.extend({ paidPaymentId: z.string().nullable(), payments: z.array(z.looseObject({ outTradeNo: z.string() })) });

/** Makes one of everything that has an id: a paid order with a refund, a statement, an endpoint with a delivery. */
export async function furnish(world: World, shop: MerchantProgram): Promise<Ids> {
  const endpoint = await shop.call("createWebhookEndpoint", { body: { url: "https://shop.example/hooks" } });
  const open = order.parse((await shop.call("createOrder", { body: { amount: "88.00", currency: "HKD", face: "qr" } })).body);
  await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: open.payments[0]?.outTradeNo });
  const paid = await eventually(
    async () => order.parse((await shop.call("readOrder", { params: { orderId: open.id } })).body),
    (seen) => seen.paidPaymentId !== null,
  );
  const payment = paid.paidPaymentId ?? "";
  const refund = await shop.call("createRefund", { body: { paymentId: payment, amount: "1.00", reason: "cold" } });
  const statement = await shop.call("uploadStatement", { query: { name: "a.csv" }, body: await world.simulator.statement("2026-03-11") });
  const log = z.object({ items: z.array(made) }).parse((await shop.call("listWebhookDeliveries")).body);
  return {
    order: open.id,
    payment,
    refund: made.parse(refund.body).id,
    statement: made.parse(statement.body).id,
    endpoint: z.object({ endpoint: made }).parse(endpoint.body).endpoint.id,
    delivery: log.items[0]?.id ?? "",
  };
}

/** Ids of nothing. */
export function noSuch(): Ids {
  const id = randomUUID;
  return { order: id(), payment: id(), refund: id(), statement: id(), endpoint: id(), delivery: id() };
}

/** One right call of every operation, by operationId. */
export const RIGHT_CALLS: Readonly<Record<string, (ids: Ids) => Asked>> = {
  createOrder: () => ({ body: { amount: "1.00", currency: "HKD", face: "link" } }),
  listOrders: () => ({}),
  readOrder: (ids) => ({ params: { orderId: ids.order } }),
  cancelOrder: (ids) => ({ params: { orderId: ids.order } }),
  refreshQr: (ids) => ({ params: { orderId: ids.order } }),
  createRefund: (ids) => ({ body: { paymentId: ids.payment, amount: "1.00", reason: "cold" } }),
  listRefunds: () => ({}),
  readRefund: (ids) => ({ params: { refundId: ids.refund } }),
  listTransactions: () => ({}),
  uploadStatement: () => ({ query: { name: "b.csv" }, body: new TextEncoder().encode("b") }),
  listStatements: () => ({}),
  readStatement: (ids) => ({ params: { statementId: ids.statement } }),
  listDays: () => ({ query: { month: "2026-03" } }),
  readDay: () => ({ params: { day: "2026-03-10" } }),
  readDayResult: () => ({ params: { day: "2026-03-10" } }),
  createWebhookEndpoint: () => ({ body: { url: "https://shop.example/more" } }),
  listWebhookEndpoints: () => ({}),
  readWebhookEndpoint: (ids) => ({ params: { endpointId: ids.endpoint } }),
  changeWebhookEndpoint: (ids) => ({ params: { endpointId: ids.endpoint }, body: { description: "mine" } }),
  removeWebhookEndpoint: (ids) => ({ params: { endpointId: ids.endpoint } }),
  pauseWebhookEndpoint: (ids) => ({ params: { endpointId: ids.endpoint } }),
  resumeWebhookEndpoint: (ids) => ({ params: { endpointId: ids.endpoint } }),
  rotateWebhookSecret: (ids) => ({ params: { endpointId: ids.endpoint } }),
  testWebhookEndpoint: (ids) => ({ params: { endpointId: ids.endpoint } }),
  listWebhookDeliveries: () => ({}),
  readWebhookDelivery: (ids) => ({ params: { deliveryId: ids.delivery } }),
  resendWebhookDelivery: (ids) => ({ params: { deliveryId: ids.delivery } }),
  resendWebhookDeliveries: (ids) => ({ body: { deliveryIds: [ids.delivery] } }),
};

export function rightCall(operationId: string, ids: Ids): Asked {
  const call = RIGHT_CALLS[operationId];
  if (!call) throw new Error(`${operationId} has no row in the table of right calls`);
  return call(ids);
}
