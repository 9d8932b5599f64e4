import { createHash } from "node:crypto";
import type { Context } from "@tillbook/api/context";
import { collect } from "@tillbook/api/desk";
import { fingerprintOf } from "@tillbook/api/merchants-api";
import { newId } from "@tillbook/api/orders";
import { createRefund, requestRefund } from "@tillbook/api/refunds";
import { importStatement } from "@tillbook/api/settlement";
import { createEndpoint } from "@tillbook/api/webhooks";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createContexts } from "../../contexts.ts";
import { eventually, idempotencyStorm, type MerchantProgram, merchantProgram, startWorld, type World } from "../../testing/index.ts";

const database = useTestDatabase();
let world: World;
let shop: MerchantProgram;
let ctx: Context;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00") });
  const owner = await world.signIn("owner");
  shop = await merchantProgram(world.url, owner);
  const [key] = await owner.trpc.access.keys.query();
  const account = (await owner.trpc.session.me.query()).account.id;
  ctx = await createContexts(world.deps).of(account, { kind: "api", keyId: key?.id ?? "", name: "a program", scopes: key?.scopes ?? [] });
});
afterAll(() => world.stop());

const made = z.looseObject({
  id: z.string(),
  paidPaymentId: z.string().nullish(),
  payments: z.array(z.looseObject({ outTradeNo: z.string() })).default([]),
});
const link = { amount: "88.00", currency: "HKD", face: "link" };
const replayed = (answer: { headers: Headers }) => answer.headers.get("idempotency-replayed");
const count = async (table: "Order" | "Payment" | "Refund" | "Statement" | "WebhookEndpoint") => {
  const [row] = await database.db.read.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM "${table === "Statement" ? "StatementFile" : table}"`,
  );
  return row?.n ?? 0;
};

/** An order that its customer has paid. */
async function paidOrder(): Promise<string> {
  const order = made.parse((await shop.call("createOrder", { body: { ...link, face: "qr" } })).body);
  await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: order.payments[0]?.outTradeNo });
  const read = async () => made.parse((await shop.call("readOrder", { params: { orderId: order.id } })).body);
  return (await eventually(read, (seen) => typeof seen.paidPaymentId === "string")).paidPaymentId ?? "";
}

describe("a call under an Idempotency-Key", () => {
  it("happens once for each key, however many come at once", async () => {
    const before = await count("Order");
    const storm = await idempotencyStorm(shop, { keys: 12, parallel: 20, name: "storm" });
    expect(storm).toMatchObject({ keys: 12, calls: 240, orders: 12, differing: 0, refused: 0, replayed: 228 });
    expect((await count("Order")) - before).toBe(12);
  });

  it("gets its first answer for ever, byte for byte, whatever became of the order since", async () => {
    const first = await shop.call("createOrder", { body: link, idempotencyKey: "kept" });
    await shop.call("cancelOrder", { params: { orderId: made.parse(first.body).id } });
    await world.advance(30 * 24 * 3_600_000);
    const again = await shop.call("createOrder", { body: { face: "link", currency: "HKD", amount: "88.00" }, idempotencyKey: "kept" });
    expect([again.status, again.body, again.headers.get("location")]).toEqual([201, first.body, first.headers.get("location")]);
    expect([replayed(first), replayed(again)]).toEqual([null, "true"]);
  });

  it.each([
    ["another amount", "createOrder", { body: { ...link, amount: "89.00" } }],
    ["a field more", "createOrder", { body: { ...link, note: "x" } }],
    ["another address", "createRefund", { body: { paymentId: newId(), amount: "88.00", reason: "cold" } }],
  ])("is refused with %s", async (_what, id, asked) => {
    await shop.call("createOrder", { body: link, idempotencyKey: "mine" });
    expect(await shop.call(id, { ...asked, idempotencyKey: "mine" })).toMatchObject({
      status: 409,
      problem: { code: "idempotency_key_reused" },
    });
  });

  it("gets a refusal again, even when it would go well by now", async () => {
    const order = made.parse((await shop.call("createOrder", { body: { ...link, face: "qr" } })).body);
    const refund = { body: { paymentId: "", amount: "1.00", reason: "cold" }, idempotencyKey: "too early" };
    refund.body.paymentId = z
      .object({ payments: z.tuple([z.looseObject({ id: z.string() })]) })
      .parse((await shop.call("readOrder", { params: { orderId: order.id } })).body).payments[0].id;
    const early = await shop.call("createRefund", refund);
    await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: order.payments[0]?.outTradeNo });
    await eventually(
      async () => made.parse((await shop.call("readOrder", { params: { orderId: order.id } })).body),
      (seen) => typeof seen.paidPaymentId === "string",
    );
    const late = await shop.call("createRefund", refund);
    expect([early.status, late.status, late.body]).toEqual([409, 409, early.body]);
    expect((await shop.call("createRefund", { ...refund, idempotencyKey: "in time" })).status).toBe(201);
  });

  it("leaves its key free when the input was at fault", async () => {
    for (const wrong of [
      { ...link, amount: "0" },
      { ...link, amount: "x" },
      { ...link, face: "card" },
    ])
      expect((await shop.call("createOrder", { body: wrong, idempotencyKey: "second try" })).status).toBe(400);
    expect((await shop.call("createOrder", { body: link, idempotencyKey: "second try" })).status).toBe(201);
  });

  it("is a key of its own for every account, and serves all keys of one", async () => {
    const other = await merchantProgram(world.url, await world.signIn("owner"));
    const first = await shop.call("createOrder", { body: link, idempotencyKey: "shared" });
    expect((await other.call("createOrder", { body: link, idempotencyKey: "shared" })).body).toEqual(first.body);
  });
});

describe("a call whose server died", () => {
  /** Leaves behind what a killed run leaves: a call that somebody holds, and whatever it had done by then. */
  async function died(call: { url: string; body: unknown }, done: (requestId: string) => Promise<unknown>): Promise<string> {
    const idempotencyKey = newId();
    const now = world.now();
    const actor = ctx.actor.kind === "api" ? ctx.actor.keyId : "";
    const taken = await ctx.db.read.apiRequests.take({
      id: newId(),
      accountId: ctx.account.id,
      apiKeyId: actor,
      idempotencyKey,
      fingerprint: fingerprintOf({ method: "POST", ...call }),
      leaseUntil: new Date(now.getTime() + 20_000),
      createdAt: now,
    });
    await done(taken?.id ?? "");
    return idempotencyKey;
  }
  const orders = (body: object) => ({ url: "/api/v1/orders", body });
  const order = { amount: "88.00", currency: "HKD", face: "qr" } as const;
  /** Orders and attempts here, and what QFPay's book holds. */
  const everything = async () => [await count("Order"), await count("Payment"), (await world.simulator.book()).length];
  const command = (requestId: string) => ({ ...order, requestId, expiresInMinutes: 30 });

  it("is held for its runner for a while, and a repeat is told to come again", async () => {
    const idempotencyKey = await died(orders(link), async () => undefined);
    const answer = await shop.call("createOrder", { body: link, idempotencyKey });
    expect(answer).toMatchObject({ status: 409, problem: { code: "request_running" } });
    expect(answer.headers.get("retry-after")).toBe("2");
  });

  it.each<[string, (requestId: string) => Promise<unknown>]>([
    ["before anything was done", async () => undefined],
    ["after QFPay had made the QR", (requestId) => collect(ctx, command(requestId))],
  ])("%s makes one order with one QR", async (_when, done) => {
    const before = await everything();
    const idempotencyKey = await died(orders(order), done);
    await world.advance(20_000);
    const [one, two] = await Promise.all([1, 2].map(() => shop.call("createOrder", { body: order, idempotencyKey })));
    expect(one).toMatchObject({
      status: 201,
      body: { state: "open", qr: { text: expect.stringContaining("weixin") }, payments: [{ state: "awaiting" }] },
    });
    expect(two?.body).toEqual(one?.body);
    expect(await everything()).toEqual(before.map((each) => each + 1));
  });

  it("after it had written that it would ask QFPay makes one QR that can be paid, and watches the attempt that QFPay never got", async () => {
    const before = await everything();
    const dead = { ...ctx, qfpay: { ...ctx.qfpay, createQrPayment: () => Promise.reject(new Error("killed before it was sent")) } };
    const idempotencyKey = await died(orders(order), (requestId) => collect(dead, command(requestId)).catch(() => undefined));
    await world.advance(20_000);
    const answer = await shop.call("createOrder", { body: order, idempotencyKey });
    expect(answer).toMatchObject({ status: 201, body: { payments: [{ state: "submitted" }, { state: "awaiting" }] } });
    expect(await everything()).toEqual(before.map((each, at) => each + (at === 1 ? 2 : 1)));
  });

  it.each<[string, (command: Parameters<typeof createRefund>[1]) => Promise<unknown>]>([
    ["before anything was done", async () => undefined],
    ["after the refund was written", (refund) => requestRefund(ctx, refund)],
    ["after QFPay had given it back", (refund) => createRefund(ctx, refund)],
  ])("%s gives back once", async (_when, done) => {
    const body = { paymentId: await paidOrder(), amount: "8.00", reason: "cold" };
    const before = await count("Refund");
    const idempotencyKey = await died({ url: "/api/v1/refunds", body }, (requestId) => done({ ...body, requestId }));
    await world.advance(20_000);
    await world.rounds.sendRefunds();
    const answer = await shop.call("createRefund", { body, idempotencyKey });
    expect(answer).toMatchObject({ status: 201, body: { state: "refunded", amount: "8.00" } });
    expect((await count("Refund")) - before).toBe(1);
  });

  it("takes a statement in once, and says so as if nothing had happened", async () => {
    const bytes = await world.simulator.statement("2026-03-10");
    const call = { url: "/api/v1/statements?name=day.csv", body: createHash("sha256").update(bytes).digest("hex") };
    const idempotencyKey = await died(call, () => importStatement(ctx, { name: "day.csv", bytes }));
    await world.advance(20_000);
    const answer = await shop.call("uploadStatement", { query: { name: "day.csv" }, body: bytes, idempotencyKey });
    expect(answer).toMatchObject({ status: 201, body: { name: "day.csv", status: expect.stringMatching(/^ACTIVE/) } });
    expect((await shop.call("uploadStatement", { query: { name: "day.csv" }, body: bytes })).status).toBe(200);
  });

  it("adds an endpoint once and shows its one secret, which no stored answer gives away", async () => {
    const before = await count("WebhookEndpoint");
    const body = { url: "https://shop.example/hooks" };
    const secrets: string[] = [];
    const idempotencyKey = await died({ url: "/api/v1/webhook-endpoints", body }, async (requestId) =>
      secrets.push((await createEndpoint(ctx, { ...body, description: "", events: [] }, requestId)).secret),
    );
    await world.advance(20_000);
    for (const _time of [1, 2])
      expect(await shop.call("createWebhookEndpoint", { body, idempotencyKey })).toMatchObject({
        status: 201,
        body: { secret: secrets[0] },
      });
    expect((await count("WebhookEndpoint")) - before).toBe(1);
    const [kept] = await database.db.read.sql<{ all: string }>(
      `SELECT string_agg(r::text, '') || (SELECT string_agg(e::text, '') FROM "WebhookEndpoint" e) AS all FROM "ApiRequest" r`,
    );
    expect(kept?.all).not.toContain(secrets[0]?.slice(6, 20));
    expect(kept?.all).not.toContain(shop.key);
  });
});
