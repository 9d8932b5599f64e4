import { request } from "node:http";
import { OPERATIONS, type Operation, refusalsOf } from "@tillbook/api/merchants-api";
import { DatabaseUnavailable } from "@tillbook/db/client";
import { useTestDatabase } from "@tillbook/db/testing";
import { scopeSchema } from "@tillbook/domain/staff";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { buildApp } from "../../app.ts";
import { createContexts } from "../../contexts.ts";
import type { Contexts, Deps } from "../../deps.ts";
import {
  type Asked,
  asPromised,
  type Desk,
  type MerchantProgram,
  merchantProgram,
  openSecondMerchant,
  type ProgramAnswer,
  programWith,
  startWorld,
  type World,
} from "../../testing/index.ts";
import { furnish, type Ids, noSuch, RIGHT_CALLS, rightCall } from "./testing/right-calls.ts";

const database = useTestDatabase();
let world: World;
let owner: Desk;
let shop: MerchantProgram;
let ids: Ids;
let neighbour: MerchantProgram;
const keys = { wrong: `tb_test_${"x".repeat(43)}`, revoked: "", expired: "" };
const others: FastifyInstance[] = [];
const crippled = { limited: "", broken: "", away: "" };

beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-09T09:00:00+08:00") });
  owner = await world.signIn("owner");
  keys.expired = (await owner.trpc.access.createKey.mutate({ name: "brief", scopes: scopeSchema.options, expiresInDays: 1 })).key;
  const lost = await owner.trpc.access.createKey.mutate({ name: "lost", scopes: scopeSchema.options });
  await owner.trpc.access.revokeKey.mutate({ keyId: lost.view.id });
  keys.revoked = lost.key;
  await world.advance(25 * 3_600_000);
  owner = await world.signIn("owner"); // the session of yesterday is over
  shop = await merchantProgram(world.url, owner);
  ids = await furnish(world, shop);
  neighbour = await merchantProgram(world.url, (await openSecondMerchant(world)).desk);
  crippled.limited = await alsoListen({ ...world.deps, callsPerMinute: 0 });
  crippled.broken = await alsoListen(world.deps, () => new Error("something inside"));
  crippled.away = await alsoListen(world.deps, () => new DatabaseUnavailable("away"));
});
afterAll(async () => {
  for (const app of others) await app.close();
  await world.stop();
});

/** The same server once more, with another limit, or with something broken behind its doors. */
async function alsoListen(deps: Deps, failure?: () => Error): Promise<string> {
  const real = createContexts(deps);
  const contexts: Contexts = failure ? { ...real, of: () => Promise.reject(failure()) } : real;
  const app = await buildApp(deps, contexts);
  others.push(app);
  return app.listen({ port: 0, host: "127.0.0.1" });
}

const every = OPERATIONS.map((operation): [string, Operation] => [operation.id, operation]);
const withIds = every.filter(([id]) => JSON.stringify(rightCall(id, noSuch())) !== JSON.stringify(rightCall(id, noSuch())));
const withBody = every.filter(([, { method }]) => method !== "GET");
const posting = every.filter(([, { method }]) => method === "POST");

/** Every status that was met, so that none is documented in vain. */
const met = new Map<string, Set<number>>(OPERATIONS.map(({ id }) => [id, new Set()]));
async function call(program: MerchantProgram, id: string, asked: Asked): Promise<ProgramAnswer> {
  const answer = await program.call(id, asked);
  met.get(id)?.add(answer.status);
  return answer;
}
const codeOf = ({ status, problem }: ProgramAnswer) => [status, problem?.code];

it("every operation has a row in the table of right calls", () => {
  expect(Object.keys(RIGHT_CALLS).toSorted()).toEqual(OPERATIONS.map(({ id }) => id).toSorted());
});

describe("who calls", () => {
  const withKeys = every.flatMap(([id]) =>
    (["none", "wrong", "revoked", "expired"] as const).map((key): [string, "none" | keyof typeof keys] => [id, key]),
  );
  it.each(withKeys)("%s is refused to a key that is %s", async (id, key) => {
    const answer = await call(programWith(world.url, key === "none" ? "" : keys[key]), id, rightCall(id, ids));
    expect(codeOf(answer)).toEqual([401, "not_signed_in"]);
    expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="Tillbook"');
  });

  it.each(every)("%s is refused to a key with every scope but its own", async (id, { scope }) => {
    const others = scopeSchema.options.filter((each) => each !== scope);
    const program = await merchantProgram(world.url, owner, others);
    expect(codeOf(await call(program, id, rightCall(id, ids)))).toEqual([403, "not_allowed"]);
  });

  it.each(withIds)("%s tells another account no more of our ids than of none at all", async (id) => {
    const before = await everythingKnown();
    const [ours, none] = [await call(neighbour, id, rightCall(id, ids)), await call(neighbour, id, rightCall(id, noSuch()))];
    expect(codeOf(ours)).toEqual([404, "not_found"]);
    expect({ ...ours.problem, instance: "" }).toEqual({ ...none.problem, instance: "" });
    expect(await everythingKnown()).toBe(before);
  });
});

describe("what is sent", () => {
  it.each(every)("%s takes no question that it does not know", async (id) => {
    const right = rightCall(id, ids);
    const answer = await call(shop, id, { ...right, query: { ...right.query, accountId: "1" } });
    expect(codeOf(answer)).toEqual([400, "invalid_input"]);
    expect(answer.problem?.errors).toContainEqual({ field: "accountId", fault: "not_accepted" });
  });

  it.each(withBody)("%s takes no body of another kind", async (id) => {
    const answer = await call(shop, id, { ...rightCall(id, ids), body: {}, headers: { "content-type": "text/xml" } });
    expect(codeOf(answer)).toEqual([415, "unsupported_media_type"]);
  });

  it.each(withBody)("%s takes no body without end, and says so before it was sent", async (id, operation) => {
    const { path, method } = operation;
    const answer = await announce(
      method,
      `/api/v1${path.replaceAll(/\{\w+\}/g, ids.order)}?name=x`,
      operation.body?.kind === "file" ? "text/csv" : "application/json",
    );
    met.get(id)?.add(answer.status);
    expect(codeOf(await asPromised(operation, answer))).toEqual([413, "file_too_large"]);
  });

  it.each(posting)("%s under a key that came with another call is refused", async (id) => {
    const idempotencyKey = `another for ${id}`;
    await shop.call("createOrder", {
      ...rightCall("createOrder", ids),
      body: { amount: "2.00", currency: "HKD", face: "link" },
      idempotencyKey,
    });
    expect(codeOf(await call(shop, id, { ...rightCall(id, ids), idempotencyKey }))).toEqual([409, "idempotency_key_reused"]);
  });

  it.each(["", " ", "x".repeat(256)])("an Idempotency-Key is not %j", async (idempotencyKey) => {
    const answer = await shop.call("createOrder", { ...rightCall("createOrder", ids), idempotencyKey });
    expect([answer.status, answer.problem?.errors[0]?.field]).toEqual([400, "Idempotency-Key"]);
  });
});

describe("when we cannot", () => {
  it.each(every)("%s says so", async (id) => {
    const limited = await call(programWith(crippled.limited, shop.key), id, rightCall(id, ids));
    expect([codeOf(limited), Number(limited.headers.get("retry-after")) > 0]).toEqual([[429, "too_many_requests"], true]);
    const broken = await call(programWith(crippled.broken, shop.key), id, rightCall(id, ids));
    expect(codeOf(broken)).toEqual([500, "internal"]);
    expect(JSON.stringify(broken.body)).not.toContain("something inside");
    const away = await call(programWith(crippled.away, shop.key), id, rightCall(id, ids));
    expect([codeOf(away), away.headers.get("retry-after")]).toEqual([[503, "unavailable"], "2"]);
  });
});

describe("what is right", () => {
  // Last the two after which nothing is left to ask about.
  const inOrder = every.toSorted(([a], [b]) => Number(a === "removeWebhookEndpoint") - Number(b === "removeWebhookEndpoint"));
  const refusedNow: Readonly<Record<string, [number, string]>> = {
    cancelOrder: [409, "order_not_open"], // it is paid
    refreshQr: [409, "order_not_open"],
    uploadStatement: [422, "statement_refused"], // one letter is no statement
    readDayResult: [404, "not_found"], // nobody has run that day
  };
  it.each(inOrder)("%s is answered as the document says", async (id, operation) => {
    const answer = await call(shop, id, rightCall(id, ids));
    const wanted = refusedNow[id] ?? [operation.answers[0]?.status, undefined];
    expect(codeOf(answer)).toEqual(wanted);
  });

  it("and so is what needs a state of its own", async () => {
    const open = made.parse((await call(shop, "createOrder", { body: { amount: "3.00", currency: "HKD", face: "qr" } })).body);
    for (const id of ["refreshQr", "cancelOrder"]) expect((await call(shop, id, { params: { orderId: open.id } })).status).toBe(200);
    const tooMuch = await call(shop, "createRefund", { body: { paymentId: ids.payment, amount: "99.00", reason: "cold" } });
    expect([codeOf(tooMuch), tooMuch.problem?.errors]).toEqual([[422, "refund_too_large"], [{ field: "amount", fault: "too_large" }]]);
    const statement = await world.simulator.statement("2026-03-10");
    expect((await call(shop, "uploadStatement", { query: { name: "c.csv" }, body: statement })).status).toBe(201);
    expect((await call(shop, "uploadStatement", { query: { name: "d.csv" }, body: statement })).status).toBe(200);
    await owner.trpc.reconciliation.run.mutate({ settleDay: "2026-03-10" });
    expect((await call(shop, "readDayResult", { params: { day: "2026-03-10" } })).status).toBe(200);
  });

  it.each(every)("%s was met with every status that the document names", (id, operation) => {
    const documented = [...operation.answers.map(({ status }) => status), ...refusalsOf(operation).keys()];
    expect(documented.toSorted((a, b) => a - b)).toEqual([...(met.get(id) ?? [])].toSorted((a, b) => a - b));
  });
});

describe("an address that is none", () => {
  it.each([
    ["GET", "/api/v1/nothing", 404, "not_found"],
    ["GET", "/api/v1", 404, "not_found"],
    ["GET", `/api/v1/${"x".repeat(3_000)}`, 404, "not_found"],
    ["GET", "/api/v1/orders/%E0%A4%A", 400, "invalid_input"],
    ["PUT", "/api/v1/orders", 405, "method_not_allowed"],
    ["DELETE", "/api/v1/orders/1", 405, "method_not_allowed"],
  ])("%s %s is answered with problem details: %i", async (method, address, status, code) => {
    const answer = await fetch(world.url + address, { method, headers: { authorization: `Bearer ${shop.key}` } });
    expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
    expect(await answer.json()).toMatchObject({ status, code, type: `${world.url}/api/v1/docs#${code}`, errors: [] });
    expect(answer.status).toBe(status);
    expect(answer.headers.has("allow")).toBe(status === 405);
  });
});

describe("the document and its page", () => {
  it("name the address that customers know, not the one of the request", async () => {
    const answer = await fetch(`${world.url}/api/v1/openapi.json`, { headers: { "x-forwarded-host": "evil.example" } });
    expect([answer.status, await answer.json()]).toMatchObject([200, { servers: [{ url: `${world.url}/api/v1` }] }]);
  });
  it("are read without a key, under a policy that lets in nothing", async () => {
    const answer = await fetch(`${world.url}/api/v1/docs`);
    const policy = answer.headers.get("content-security-policy") ?? "";
    const wanted =
      /^default-src 'none'; style-src 'nonce-([\w+/=]+)'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/;
    expect(policy).toMatch(wanted);
    expect(await answer.text()).toContain(`<style nonce="${wanted.exec(policy)?.[1]}">`);
  });
});

const made = z.looseObject({ id: z.string() });

/** Says that a long body will come, and sends none of it. */
function announce(method: string, address: string, type: string): Promise<Response> {
  const headers = { authorization: `Bearer ${shop.key}`, "content-type": type, "content-length": String(2 ** 33) };
  return new Promise((resolve, reject) => {
    const asking = request(world.url + address, { method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => {
        resolve(
          new Response(Buffer.concat(parts), {
            status: answer.statusCode ?? 0,
            headers: { "content-type": answer.headers["content-type"] ?? "" },
          }),
        );
        asking.destroy();
      });
    });
    asking.on("error", reject);
    asking.flushHeaders();
  });
}

async function everythingKnown(): Promise<string> {
  const counts = await database.db.read.sql(
    `SELECT (SELECT count(*)::int FROM "StateChange") AS s, (SELECT count(*)::int FROM "AuditEntry") AS a, (SELECT count(*)::int FROM "Refund") AS r,
       (SELECT json_agg(e ORDER BY e."id") FROM "WebhookEndpoint" e) AS e, (SELECT json_agg(d ORDER BY d."id") FROM "WebhookDelivery" d) AS d`,
  );
  return JSON.stringify(counts);
}
