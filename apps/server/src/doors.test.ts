import { randomUUID } from "node:crypto";
import type { OrderDetail } from "@tillbook/api/views";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, eventually, setReachable, startWorld, type World } from "./testing/index.ts";

const database = useTestDatabase();
let world: World;
let owner: Desk;
let order: OrderDetail;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00") });
  owner = await world.signIn("owner");
  order = await owner.trpc.orders.create.mutate({ requestId: randomUUID(), amount: "88.00", currency: "HKD", face: "link" });
});
afterAll(() => world.stop());

const WECHAT = { "user-agent": "Mozilla/5.0 (iPhone) MicroMessenger/8.0.50" };
const json = { "content-type": "application/json" };
const list = `/trpc/orders.list?input=${encodeURIComponent("{}")}`;

/** Every kind of answer that this server gives. */
const ANSWERS: readonly [string, number, () => [address: string, init?: RequestInit]][] = [
  ["health", 200, () => ["/healthz"]],
  ["life", 200, () => ["/health"]],
  ["readiness", 200, () => ["/health/ready"]],
  ["a call", 200, () => [list, { headers: owner.headers }]],
  [
    "a call answered bit by bit",
    200,
    () => [
      `${list}&batch=1`.replace("%7B%7D", "%7B%220%22%3A%7B%7D%7D"),
      { headers: { ...owner.headers, "trpc-accept": "application/jsonl" } },
    ],
  ],
  [
    "a stream of changes",
    200,
    () => [`/trpc/orders.changes?input=${encodeURIComponent("{}")}`, { headers: { ...owner.headers, accept: "text/event-stream" } }],
  ],
  ["a call of nobody", 401, () => [list]],
  ["a call that is none", 404, () => ["/trpc/orders.drop", { headers: owner.headers }]],
  [
    "a call of another site",
    403,
    () => ["/trpc/orders.create", { method: "POST", headers: { ...json, origin: "https://evil.example" }, body: "{}" }],
  ],
  ["a body that is none", 400, () => ["/api/auth/sign-in/email", { method: "POST", headers: json, body: "{" }]],
  [
    "a sign-in that fails",
    401,
    () => [
      "/api/auth/sign-in/email",
      { method: "POST", headers: json, body: JSON.stringify({ email: "a@b.test", password: "0123456789" }) },
    ],
  ],
  ["a forged notification", 401, () => ["/hooks/qfpay", { method: "POST", headers: json, body: "{}" }]],
  ["a notification in XML", 415, () => ["/hooks/qfpay", { method: "POST", headers: { "content-type": "text/xml" }, body: "<xml/>" }]],
  ["a body without end", 413, () => ["/hooks/qfpay", { method: "POST", headers: json, body: "x".repeat(70_000) }]],
  ["a customer's page", 200, () => [`/p/${order.linkUrl.split("/p/")[1]}`]],
  ["a customer's page inside WeChat", 200, () => [`/p/${order.linkUrl.split("/p/")[1]}`, { headers: WECHAT }]],
  ["a customer's stream", 200, () => [`/p/${order.linkUrl.split("/p/")[1]}/events`]],
  ["a way to WeChat", 303, () => [`/p/${order.linkUrl.split("/p/")[1]}/start`, { method: "POST", headers: WECHAT }]],
  ["a way back from WeChat", 303, () => [`/p/${order.linkUrl.split("/p/")[1]}/return/abc?code=1`, { headers: WECHAT }]],
  ["a link that never was", 404, () => ["/p/AAAAAAAAAAAAAAAAAAAAAAAAAAA"]],
  ["the merchants' API to nobody", 401, () => ["/api/v1/orders"]],
  ["the merchants' API at no address", 404, () => ["/api/v1/nothing"]],
  ["the API's document", 200, () => ["/api/v1/openapi.json"]],
  ["the API's page", 200, () => ["/api/v1/docs"]],
  ["an address that is none", 404, () => ["/nothing/here"]],
  ["an address that is too long", 414, () => [`/p/${"A".repeat(3_000)}`]],
  ["an address that cannot be read", 400, () => ["/p/%E0%A4%A"]],
];

async function ask(address: string, init: RequestInit = {}): Promise<Response> {
  const closing = new AbortController();
  const answer = await fetch(world.url + address, { redirect: "manual", ...init, signal: closing.signal });
  if ((answer.headers.get("content-type") ?? "").includes("event-stream")) closing.abort();
  return answer;
}

describe("every answer", () => {
  it.each(ANSWERS)("of %s (%i) says how it may be shown, framed, read and kept", async (_what, status, request) => {
    const { headers, ...answer } = await ask(...request()).then((got) => ({ status: got.status, headers: got.headers }));
    expect(answer.status).toBe(status);
    expect(headers.get("content-security-policy")).toMatch(/default-src .*frame-ancestors 'none'/);
    expect(headers.get("content-security-policy")).not.toMatch(/script-src[^;]*unsafe|unsafe-eval/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cache-control")).toMatch(/no-store/);
    expect(headers.get("x-powered-by")).toBeNull();
  });

  it("with a page has a fresh nonce for its one script and its styles", async () => {
    const page = async () =>
      /script-src 'nonce-([^']+)'/.exec(
        (await ask(`/p/${order.linkUrl.split("/p/")[1]}`)).headers.get("content-security-policy") ?? "",
      )?.[1];
    const [one, other] = [await page(), await page()];
    expect(one).toMatch(/^[\w+/=]{20,}$/);
    expect(other).not.toBe(one);
  });
});

describe("cookies", () => {
  it("of a session are for the server alone and for our own pages", async () => {
    const answer = await fetch(`${world.url}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { ...json, origin: world.url },
      body: JSON.stringify({ email: "owner@demo.test", password: "owner-demo-2026" }),
    });
    const cookies = answer.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly.*SameSite=Lax/i);
  });
  it("of an opening inside WeChat live ten minutes on one link", async () => {
    const path = `/p/${order.linkUrl.split("/p/")[1]}`;
    const [cookie = ""] = (await ask(`${path}/start`, { method: "POST", headers: WECHAT })).headers.getSetCookie();
    expect(cookie).toMatch(/^opening=[\w-]{27};/);
    for (const part of ["HttpOnly", "SameSite=Lax", "Max-Age=600", `Path=${path}`]) expect(cookie).toContain(part);
  });
  it("of a language keep nothing but a language", async () => {
    const path = `/p/${order.linkUrl.split("/p/")[1]}`;
    const cookies = async (query: string) => (await ask(`${path}?${query}`)).headers.getSetCookie();
    expect(await cookies("lang=zh-Hant")).toEqual([expect.stringMatching(/^lang=zh-Hant;.*HttpOnly.*SameSite=Lax/)]);
    for (const odd of ["lang=%0d%0aset-cookie:x=1", "lang=xx", "lang=en&lang=zh-Hans", `lang=${"x".repeat(500)}`, "lang[]=en"]) {
      expect((await ask(`${path}?${odd}`)).status).toBe(200);
      for (const cookie of await cookies(odd)) expect(cookie).toMatch(/^lang=(en|zh-Hant|zh-Hans);/);
    }
  });
});

describe("health", () => {
  it("is bad while the database is away, and good again without a restart", async () => {
    const health = async () => (await fetch(`${world.url}/healthz`)).status;
    expect(await health()).toBe(200);
    await setReachable(database.url, false);
    const away = await ask("/healthz");
    const [alive, ready] = [await ask("/health"), await ask("/health/ready")];
    const page = await ask(`/p/${order.linkUrl.split("/p/")[1]}`);
    await setReachable(database.url, true);
    expect([away.status, await away.json()]).toMatchObject([503, { status: "unavailable" }]);
    expect([alive.status, ready.status, await ready.json()]).toEqual([200, 503, { status: "not ready", missing: "database" }]);
    expect(page.status).toBe(500);
    expect(await page.text()).not.toMatch(/database|connection|SELECT/);
    expect(await eventually(health, (status) => status === 200)).toBe(200);
  });

  it("is not ready while the database lacks a migration", async () => {
    const [newest] = await database.db.read.sql(`SELECT max("migration_name") AS "name" FROM "_prisma_migrations"`);
    const finished = (at: string) =>
      database.db.read.sql(`UPDATE "_prisma_migrations" SET "finished_at" = ${at} WHERE "migration_name" = $1`, [newest?.["name"]]);
    await finished("NULL");
    const unready = await ask("/health/ready");
    await finished("now()");
    expect([unready.status, await unready.json()]).toEqual([503, { status: "not ready", missing: "migrations" }]);
    expect(await (await ask("/health/ready")).json()).toEqual({ status: "ready" });
  });
});
