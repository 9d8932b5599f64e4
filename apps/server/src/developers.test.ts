import { randomUUID } from "node:crypto";
import { useTestDatabase } from "@tillbook/db/testing";
import { scopeSchema } from "@tillbook/domain/staff";
import { TRPCClientError } from "@trpc/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, openSecondMerchant, programWith, startWorld, strangerAt, type World } from "./testing/index.ts";

const database = useTestDatabase();
let world: World;
let owner: Desk;
let neighbour: Desk;
const others: Desk[] = [];
const ids = { keyId: "", endpointId: "", deliveryId: "" };
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00") });
  owner = await world.signIn("owner");
  others.push(await world.signIn("cashier"), await world.signIn("finance"));
  neighbour = (await openSecondMerchant(world)).desk;
  ids.keyId = (await owner.trpc.access.createKey.mutate({ name: "shop", scopes: ["orders:read"] })).view.id;
  ids.endpointId = (await owner.trpc.webhooks.create.mutate({ url: "https://shop.example/hooks" })).endpoint.id;
  ids.deliveryId = (await owner.trpc.webhooks.sendTest.mutate({ endpointId: ids.endpointId })).id;
});
afterAll(() => world.stop());

/** Everything that the Developers page asks for and does. */
const DEEDS: readonly [string, (desk: Desk, known: typeof ids) => Promise<unknown>][] = [
  ["access.keys", ({ trpc }) => trpc.access.keys.query()],
  ["access.createKey", ({ trpc }) => trpc.access.createKey.mutate({ name: "mine", scopes: ["orders:read"] })],
  ["access.revokeKey", ({ trpc }, { keyId }) => trpc.access.revokeKey.mutate({ keyId })],
  ["webhooks.endpoints", ({ trpc }) => trpc.webhooks.endpoints.query()],
  ["webhooks.create", ({ trpc }) => trpc.webhooks.create.mutate({ url: "https://evil.example/" })],
  ["webhooks.change", ({ trpc }, { endpointId }) => trpc.webhooks.change.mutate({ endpointId, url: "https://evil.example/" })],
  ["webhooks.pause", ({ trpc }, { endpointId }) => trpc.webhooks.pause.mutate({ endpointId })],
  ["webhooks.resume", ({ trpc }, { endpointId }) => trpc.webhooks.resume.mutate({ endpointId })],
  ["webhooks.rotateSecret", ({ trpc }, { endpointId }) => trpc.webhooks.rotateSecret.mutate({ endpointId })],
  ["webhooks.remove", ({ trpc }, { endpointId }) => trpc.webhooks.remove.mutate({ endpointId })],
  ["webhooks.sendTest", ({ trpc }, { endpointId }) => trpc.webhooks.sendTest.mutate({ endpointId })],
  ["webhooks.deliveries", ({ trpc }) => trpc.webhooks.deliveries.query({})],
  ["webhooks.delivery", ({ trpc }, { deliveryId }) => trpc.webhooks.delivery.query({ deliveryId })],
  ["webhooks.sendAgain", ({ trpc }, { deliveryId }) => trpc.webhooks.sendAgain.mutate({ deliveryIds: [deliveryId] })],
];
const withIds = DEEDS.filter(([name]) => !/keys$|createKey|endpoints$|create$|deliveries$/.test(name));

async function refusalOf(call: Promise<unknown>): Promise<object> {
  try {
    await call;
  } catch (error) {
    if (error instanceof TRPCClientError) return { message: error.message, data: { ...error.data, path: undefined } };
    throw error;
  }
  throw new Error("this was not refused");
}
async function everything(): Promise<object[]> {
  return database.db.read.sql(
    `SELECT row_to_json(k)::text AS row FROM "ApiKey" k UNION ALL SELECT row_to_json(e)::text FROM "WebhookEndpoint" e UNION ALL SELECT row_to_json(d)::text FROM "WebhookDelivery" d ORDER BY row`,
  );
}

describe("what is for developers", () => {
  it.each(DEEDS)("%s is for owners", async (_name, deed) => {
    const before = await everything();
    for (const desk of others)
      expect(await refusalOf(deed(desk, ids))).toMatchObject({ data: { appCode: "not_allowed", httpStatus: 403 } });
    expect(await refusalOf(deed(strangerAt(world.url), ids))).toMatchObject({ data: { appCode: "not_signed_in" } });
    expect(await everything()).toEqual(before);
  });

  it.each(withIds)("%s tells another merchant no more of our ids than of none at all", async (_name, deed) => {
    const before = await everything();
    const none = await refusalOf(deed(neighbour, { keyId: randomUUID(), endpointId: randomUUID(), deliveryId: randomUUID() }));
    expect(none).toMatchObject({ data: { appCode: "not_found", httpStatus: 404 } });
    expect(await refusalOf(deed(neighbour, ids))).toEqual(none);
    expect(await everything()).toEqual(before);
  });
});

describe("a key", () => {
  it("is shown once, opens what its scopes say, and nothing any more from the moment that it is revoked", async () => {
    const { key, view } = await owner.trpc.access.createKey.mutate({ name: "till", scopes: scopeSchema.options, expiresInDays: 30 });
    expect(key).toMatch(/^tb_live_[\w-]{43}$/);
    expect(JSON.stringify([await owner.trpc.access.keys.query(), await everything()])).not.toContain(key);
    const till = programWith(world.url, key);
    expect((await till.call("listOrders")).status).toBe(200);
    expect((await owner.trpc.access.keys.query()).find(({ id }) => id === view.id)).toMatchObject({
      standing: "valid",
      lastUsedAt: world.now().toISOString(),
    });
    await owner.trpc.access.revokeKey.mutate({ keyId: view.id });
    expect((await till.call("listOrders")).status).toBe(401);
    const keys = await owner.trpc.access.revokeKey.mutate({ keyId: view.id });
    expect(keys.find(({ id }) => id === view.id)).toMatchObject({ standing: "revoked", revokedBy: "Ada Lam" });
  });
});

describe("an endpoint", () => {
  it("shows its secret once, and never again", async () => {
    const { secret, endpoint } = await owner.trpc.webhooks.create.mutate({ url: "https://shop.example/more", events: ["order.paid"] });
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(JSON.stringify([await owner.trpc.webhooks.endpoints.query(), await everything()])).not.toContain(secret.slice(6, 30));
    expect((await owner.trpc.webhooks.rotateSecret.mutate({ endpointId: endpoint.id })).secret).not.toBe(secret);
  });

  it.each(["http://shop.example/", "https://127.0.0.1/", "https://localhost/", "https://u:p@shop.example/"])("is never %s", async (url) => {
    expect(await refusalOf(owner.trpc.webhooks.create.mutate({ url }))).toMatchObject({
      data: { appCode: "invalid_input", fields: [{ field: "url" }] },
    });
  });

  it("is one of twenty at most", async () => {
    const { length } = await owner.trpc.webhooks.endpoints.query();
    for (let count = length; count < 20; count++) await owner.trpc.webhooks.create.mutate({ url: `https://shop.example/${count}` });
    expect(await refusalOf(owner.trpc.webhooks.create.mutate({ url: "https://shop.example/21" }))).toMatchObject({
      data: { fields: [{ field: "url", fault: "too_many" }] },
    });
  });
});
