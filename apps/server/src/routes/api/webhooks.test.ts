import { EVENTS } from "@tillbook/api/merchants-api";
import { useTestDatabase } from "@tillbook/db/testing";
import { webhookEventSchema } from "@tillbook/domain/webhooks";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import {
  eventually,
  type MerchantProgram,
  merchantProgram,
  notify,
  paymentNotice,
  type Received,
  type Receiver,
  startReceiver,
  startWorld,
  type World,
} from "../../testing/index.ts";

const database = useTestDatabase();
const HOUR = 3_600_000;
let world: World;
let shop: MerchantProgram;
let receiver: Receiver;
let endpoint: { id: string; secret: string };
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00"), webhookReach: "anywhere" });
  shop = await merchantProgram(world.url, await world.signIn("owner"));
});
afterAll(() => world.stop());
beforeEach(async () => {
  receiver = await startReceiver();
  endpoint = await addEndpoint();
  return async () => {
    await shop.call("removeWebhookEndpoint", { params: { endpointId: endpoint.id } });
    await receiver.stop();
  };
});

const withSecret = z.object({ secret: z.string(), endpoint: z.looseObject({ id: z.string() }) });
const orderSeen = z.looseObject({
  id: z.string(),
  number: z.string(),
  payments: z.array(z.looseObject({ id: z.string(), outTradeNo: z.string() })),
});
const eventSeen = z.object({ id: z.string(), type: z.string(), timestamp: z.string(), data: z.record(z.string(), z.unknown()) });
const logSeen = z.object({ items: z.array(z.looseObject({ id: z.string(), type: z.string(), state: z.string(), tries: z.int() })) });

async function addEndpoint(events: string[] = []): Promise<typeof endpoint> {
  const { secret, endpoint: made } = withSecret.parse(
    (await shop.call("createWebhookEndpoint", { body: { url: receiver.url, events } })).body,
  );
  return { id: made.id, secret };
}
const create = async (face: "qr" | "link" = "qr") =>
  orderSeen.parse((await shop.call("createOrder", { body: { amount: "88.00", currency: "HKD", face } })).body);
const read = async (orderId: string) => orderSeen.parse((await shop.call("readOrder", { params: { orderId } })).body);
const pay = async (order: z.infer<typeof orderSeen>) => {
  await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: order.payments.at(-1)?.outTradeNo });
  return eventually(
    () => read(order.id),
    ({ state }) => state === "paid",
  );
};
/** Sends whatever is due and answers what arrived meanwhile. */
async function delivered(): Promise<z.infer<typeof eventSeen>[]> {
  const from = receiver.received.length;
  while ((await world.rounds.sendWebhooks()) > 0);
  return receiver.received.slice(from).map(({ body }) => eventSeen.parse(JSON.parse(body)));
}
const log = async (query: Record<string, string> = {}) =>
  logSeen.parse((await shop.call("listWebhookDeliveries", { query: { endpointId: endpoint.id, ...query } })).body).items;
const typesOf = (events: readonly { type: string }[]) => events.map(({ type }) => type).toSorted();

/** As a receiver should: by a library that is not ours, on the bytes as they came. Its clock is the world's. */
function verify(secret: string, { headers, body }: Received): boolean {
  const sign = (id: string) => new Webhook(secret).sign(id, new Date(Number(headers["webhook-timestamp"]) * 1_000), body);
  return (headers["webhook-signature"] ?? "").split(" ").includes(sign(headers["webhook-id"] ?? ""));
}

describe("a merchant's own program", () => {
  it("hears of everything that becomes of an order, signed, as the document says", async () => {
    const order = await create();
    expect(typesOf(await delivered())).toEqual(["order.created", "payment.awaiting", "payment.submitted"]);
    const paid = await pay(order);
    const news = await delivered();
    expect(typesOf(news)).toEqual(["order.paid", "payment.paid"]);
    expect(news.find(({ type }) => type === "payment.paid")?.data).toMatchObject({
      orderId: order.id,
      amount: "88.00",
      counts: true,
      late: null,
      syssn: paid.payments[0]?.["syssn"],
    });
    await shop.call("createRefund", { body: { paymentId: paid.payments[0]?.id, amount: "8.00", reason: "cold" } });
    const refunded = await delivered();
    expect(typesOf(refunded)).toContain("refund.refunded");
    for (const received of receiver.received) {
      expect(verify(endpoint.secret, received)).toBe(true);
      expect(verify("whsec_bm90IG91cnM=", received)).toBe(false);
      expect(received.headers["webhook-id"]).toBe(eventSeen.parse(JSON.parse(received.body)).id);
      const [subject = ""] = eventSeen.parse(JSON.parse(received.body)).type.split(".");
      if (subject === "order" || subject === "payment" || subject === "refund") EVENTS[subject].parse(JSON.parse(received.body));
    }
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(receiver.received.length);
  });

  it("hears of expiry, and of the money that comes after it", async () => {
    const order = await create();
    await world.advance(25 * HOUR);
    await world.rounds.expire();
    expect(typesOf(await delivered())).toContain("order.expired");
    await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: order.payments[0]?.outTradeNo }).catch(() => undefined);
    const seen = await world.deps.db.read.orders.byId((await world.deps.db.read.accounts.all())[0]?.id ?? "", order.id);
    expect(seen?.state).toBe("expired");
    const desk = await world.signIn("owner");
    await notify(
      world,
      paymentNotice(world, await desk.trpc.orders.byId.query({ orderId: order.id }), { syssn: `20260311${order.number.replace("-", "")}` }),
    );
    const late = (await delivered()).filter(({ type }) => type === "order.paid");
    expect(late).toMatchObject([{ data: { orderId: order.id, before: "expired", state: "paid", late: "after_expiry" } }]);
  });

  it("hears that a payment needs a person", async () => {
    const order = await create();
    await delivered();
    await database.db.read.sql(
      `INSERT INTO "PaymentCase" ("id","accountId","kind","orderId","paymentId","openedAt") SELECT gen_random_uuid(), "accountId", 'unclear', "orderId", "id", $2 FROM "Payment" WHERE "orderId" = $1`,
      [order.id, world.now()],
    );
    const [event] = await delivered();
    expect(EVENTS.payment.parse(event)).toMatchObject({
      type: "payment.needs_person",
      data: { orderId: order.id, state: "needs_person", syssn: null, counts: false },
    });
  });

  it("hears of what it asked for only", async () => {
    await shop.call("changeWebhookEndpoint", { params: { endpointId: endpoint.id }, body: { events: ["order.cancelled"] } });
    const order = await create("link");
    await shop.call("cancelOrder", { params: { orderId: order.id } });
    expect(await delivered()).toMatchObject([{ type: "order.cancelled", data: { orderId: order.id } }]);
  });

  it("takes over to a new secret without losing anything", async () => {
    const rotated = withSecret.parse((await shop.call("rotateWebhookSecret", { params: { endpointId: endpoint.id } })).body);
    const heard = async () => {
      await shop.call("testWebhookEndpoint", { params: { endpointId: endpoint.id } });
      await delivered();
      const last = receiver.received.at(-1);
      return [endpoint.secret, rotated.secret].map((secret) => last !== undefined && verify(secret, last));
    };
    expect(await heard()).toEqual([true, true]);
    await world.advance(24 * HOUR);
    expect(await heard()).toEqual([false, true]);
  });
});

describe("a delivery", () => {
  it("that fails comes again under the same name, with what came back written down", async () => {
    receiver.answerWith(500, "it broke ".repeat(500));
    await create("link");
    expect(await delivered()).toMatchObject([{ type: "order.created" }]);
    const [waiting] = await log();
    expect(waiting).toMatchObject({ state: "waiting", tries: 1, lastStatus: 500 });
    expect(await delivered()).toEqual([]);
    receiver.answerWith(204);
    await world.advance(7_000);
    expect(await delivered()).toHaveLength(1);
    const detail = await shop.call("readWebhookDelivery", { params: { deliveryId: waiting?.id ?? "" } });
    expect(detail.body).toMatchObject({
      state: "delivered",
      attempts: [{ status: 204 }, { status: 500, answer: "it broke ".repeat(500).slice(0, 1_024) }],
    });
    expect(receiver.received[0]?.headers["webhook-id"]).toBe(receiver.received[1]?.headers["webhook-id"]);
    expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body);
  });

  it("is given up after about three days, and sent again when somebody asks, one or many", async () => {
    receiver.answerWith(503);
    await create("link");
    await create("link");
    let attempts = 0;
    for (let hours = 0; hours < 90; hours++) {
      attempts += (await delivered()).length;
      await world.advance(HOUR);
    }
    const failed = await log({ state: "failed" });
    expect([failed.length, failed.map(({ tries }) => tries)]).toEqual([2, [13, 13]]);
    expect(attempts).toBe(26);
    receiver.answerWith(204);
    const [one = { id: "" }, other = { id: "" }] = failed;
    expect(await shop.call("resendWebhookDelivery", { params: { deliveryId: one.id } })).toMatchObject({
      body: { state: "waiting", tries: 0 },
    });
    expect((await shop.call("resendWebhookDeliveries", { body: { deliveryIds: [one.id, other.id] } })).status).toBe(204);
    expect(await delivered()).toHaveLength(2);
    expect(typesOf(await log({ state: "delivered" }))).toEqual(["order.created", "order.created"]);
  });

  it("waits while its endpoint is paused", async () => {
    await shop.call("pauseWebhookEndpoint", { params: { endpointId: endpoint.id } });
    await create("link");
    await world.advance(HOUR);
    expect(await delivered()).toEqual([]);
    expect(await shop.call("resumeWebhookEndpoint", { params: { endpointId: endpoint.id } })).toMatchObject({
      body: { standing: "active" },
    });
    expect(await delivered()).toHaveLength(1);
  });

  it("is not sent twice by two workers at once", async () => {
    for (let each = 0; each < 5; each++) await create("link");
    await Promise.all([1, 2, 3].map(() => world.rounds.sendWebhooks()));
    expect(receiver.received).toHaveLength(5);
  });
});

describe("an endpoint", () => {
  it("that fails for five days is stopped, and starts again when somebody says so", async () => {
    receiver.answerWith(500);
    const standing = async () => (await shop.call("readWebhookEndpoint", { params: { endpointId: endpoint.id } })).body;
    for (let days = 0; days < 6; days++) {
      await create("link");
      await delivered();
      await world.advance(24 * HOUR);
    }
    expect(await standing()).toMatchObject({ standing: "stopped", pausedBy: null, failingSince: expect.any(String) });
    expect(await delivered()).toEqual([]);
    receiver.answerWith(204);
    await shop.call("resumeWebhookEndpoint", { params: { endpointId: endpoint.id } });
    expect((await delivered()).length).toBeGreaterThan(0);
    expect(await standing()).toMatchObject({ standing: "active", failingSince: null });
  });

  it("may ask for every kind of event there is, and for no other", async () => {
    const all = await addEndpoint([...webhookEventSchema.options]);
    expect((await shop.call("removeWebhookEndpoint", { params: { endpointId: all.id } })).status).toBe(204);
    expect((await shop.call("readWebhookEndpoint", { params: { endpointId: all.id } })).status).toBe(404);
    const documented = Object.values(EVENTS).flatMap((schema) => schema.shape.type.options);
    expect(documented.toSorted()).toEqual([...webhookEventSchema.options, "endpoint.test"].toSorted());
  });
});
