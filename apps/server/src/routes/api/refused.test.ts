import { request } from "node:http";
import { OPERATIONS, type Operation, refusalsOf } from "@tillbook/api/merchants-api";
import { DatabaseUnavailable } from "@tillbook/db/client";
import { useTestDatabase } from "@tillbook/db/testing";
import { scopeSchema } from "@tillbook/domain/staff";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../../app.ts";
import { createContexts } from "../../contexts.ts";
import type { Contexts, Deps } from "../../deps.ts";
import { type MerchantProgram, merchantProgram, openSecondMerchant, programWith, startWorld, type World } from "../../testing/index.ts";
import { furnish, type Ids, noSuch, RIGHT_CALLS, rightCall } from "./testing/right-calls.ts";

const database = useTestDatabase();
let world: World;
let shop: MerchantProgram;
let ids: Ids;
let neighbour: MerchantProgram;
const keys = { wrong: `tb_test_${"x".repeat(43)}`, revoked: "", expired: "" };
const others: FastifyInstance[] = [];
const crippled = { limited: "", broken: "", away: "" };

beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-09T09:00:00+08:00") });
  const owner = await world.signIn("owner");
  keys.expired = (await owner.trpc.access.createKey.mutate({ name: "brief", scopes: scopeSchema.options, expiresInDays: 1 })).key;
  const lost = await owner.trpc.access.createKey.mutate({ name: "lost", scopes: scopeSchema.options });
  await owner.trpc.access.revokeKey.mutate({ keyId: lost.view.id });
  keys.revoked = lost.key;
  await world.advance(25 * 3_600_000);
  shop = await merchantProgram(world.url, await world.signIn("owner"));
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
const idsOf = (operation: Operation) => JSON.stringify(rightCall(operation.id, ids)).includes(Object.values(ids).find((id) => JSON.stringify(rightCall(operation.id, ids)).includes(id)) ?? "none");
const taking = every.filter(([, operation]) => operation.method !== "GET");
const posting = every.filter(([, operation]) => operation.method === "POST");

it("every operation has a row in the table of right calls", () => {
  expect(Object.keys(RIGHT_CALLS).toSorted()).toEqual(OPERATIONS.map(({ id }) => id).toSorted());
});

describe.each(every)("%s", (id, operation) => {
  it.each([
    ["no key", () => ""],
    ["a wrong key", () => keys.wrong],
    ["a revoked key", () => keys.revoked],
    ["an expired key", () => keys.expired],
  ])("is refused with %s", async (_what, key) => {
    const answer = await programWith(world.url, key()).call(id, rightCall(id, ids));
    expect(answer).toMatchObject({ status: 401, problem: { code: "not_signed_in" } });
    expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
  });
});
