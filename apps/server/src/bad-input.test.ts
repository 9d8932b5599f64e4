import { randomUUID } from "node:crypto";
import type { OrderDetail } from "@tillbook/api/views";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Desk, eventually, startWorld, type World } from "./testing/index.ts";

const database = useTestDatabase();
let world: World;
let owner: Desk;
let paid: OrderDetail;
let before: string;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00") });
  owner = await world.signIn("owner");
  const order = await owner.trpc.orders.create.mutate({ requestId: randomUUID(), amount: "50.00", currency: "HKD", face: "qr" });
  await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: order.payments[0]?.outTradeNo });
  paid = await eventually(
    () => owner.trpc.orders.byId.query({ orderId: order.id }),
    (seen) => seen.state === "paid",
  );
  before = await everythingKnown();
});
afterAll(() => world.stop());

/** What both books hold: bad input must leave them as they are. */
async function everythingKnown(): Promise<string> {
  const counts = await database.db.read.sql(
    `SELECT (SELECT count(*)::int FROM "Order") AS o, (SELECT count(*)::int FROM "Payment") AS p, (SELECT count(*)::int FROM "Refund") AS r,
       (SELECT count(*)::int FROM "StateChange") AS s, (SELECT count(*)::int FROM "AuditEntry") AS a, (SELECT count(*)::int FROM "Observation") AS h`,
  );
  return JSON.stringify([counts, await world.simulator.book()]);
}

const refusal = z.object({
  error: z.object({
    message: z.string(),
    data: z.object({ appCode: z.string(), fields: z.array(z.object({ field: z.string(), fault: z.string() })) }),
  }),
});
type Refused = { status: number; appCode: string; fields: { field: string; fault: string }[] };

async function refused(answer: Response): Promise<Refused> {
  const { error } = refusal.parse(await answer.json());
  return { status: answer.status, ...error.data };
}
/** A JSON number that JavaScript would not write, such as 1e3 or 1.50, stands behind `raw:`. */
const write = (input: unknown) => JSON.stringify(input).replaceAll(/"raw:([^"]+)"/g, "$1");
const change = async (procedure: string, input: unknown) =>
  refused(
    await fetch(`${world.url}/trpc/${procedure}`, {
      method: "POST",
      headers: { ...owner.headers, "content-type": "application/json" },
      body: write(input),
    }),
  );
const ask = async (procedure: string, input: unknown) =>
  refused(await fetch(`${world.url}/trpc/${procedure}?input=${encodeURIComponent(write(input))}`, { headers: owner.headers }));

const order = (over: object) => ({ requestId: randomUUID(), amount: "88.00", currency: "HKD", face: "qr", ...over });
const refund = (over: object) => ({
  requestId: randomUUID(),
  paymentId: paid.payments[0]?.id,
  amount: "1.00",
  reason: "returned goods",
  ...over,
});

const AMOUNTS: readonly [unknown, string][] = [
  ["0", "not_positive"], ["0.00", "not_positive"], ["-1", "not_a_number"], ["+1", "not_a_number"], ["1e3", "not_a_number"], ["0x10", "not_a_number"], ["NaN", "not_a_number"],
  ["Infinity", "not_a_number"], ["１２", "not_a_number"], ["八十八", "not_a_number"], ["1.234", "too_many_decimals"], ["21474836.48", "too_large"], ["9007199254740993", "too_large"],
  ["99999999999999999999999999", "too_large"], [" 1", "not_a_number"], ["1 ", "not_a_number"], ["1 000", "not_a_number"], ["1.280,00", "not_a_number"], ["", "not_a_number"],
  ["1\u0000", "not_a_number"], ["'; DROP TABLE", "not_a_number"], [88, "required"], ["raw:1e3", "required"], ["raw:88.5", "required"], [null, "required"], [undefined, "required"], [true, "required"],
  [["1"], "required"], [{ minor: 1 }, "required"],
]; // biome-ignore format: a table reads better

const ORDERS: readonly [string, object, string, string][] = [
  ["yen with decimals", { amount: "1.5", currency: "JPY" }, "currency", "not_accepted"],
  ["a currency that this account does not take", { currency: "USD" }, "currency", "not_accepted"],
  ["a currency that is none", { currency: "XXX" }, "currency", "not_accepted"],
  ["a currency in small letters", { currency: "hkd" }, "currency", "not_accepted"],
  ["no currency", { currency: undefined }, "currency", "required"],
  ["a requestId that is none", { requestId: "1" }, "requestId", "not_a_uuid"],
  ["no requestId", { requestId: undefined }, "requestId", "not_a_uuid"],
  ["a face that is none", { face: "card" }, "face", "not_accepted"],
  ["goods of 21 letters", { goodsName: "A".repeat(21) }, "goodsName", "too_long"],
  ["goods with &", { goodsName: "tea&mchid=EVIL" }, "goodsName", "special_characters"],
  ["goods with =", { goodsName: "a=b" }, "goodsName", "special_characters"],
  ["goods with a line break", { goodsName: "tea\r\nmilk" }, "goodsName", "special_characters"],
  ["goods that are a number", { goodsName: 5 }, "goodsName", "not_accepted"],
  ["a note of 201 letters", { note: "x".repeat(201) }, "note", "too_long"],
  ["a note with a NUL", { note: "table\u0000" }, "note", "special_characters"],
  ["four minutes", { expiresInMinutes: 4 }, "expiresInMinutes", "out_of_range"],
  ["121 minutes", { expiresInMinutes: 121 }, "expiresInMinutes", "out_of_range"],
  ["half a minute more", { expiresInMinutes: 30.5 }, "expiresInMinutes", "not_a_number"],
  ["minutes as text", { expiresInMinutes: "30" }, "expiresInMinutes", "not_a_number"],
  ["a state of its own", { state: "paid" }, "state", "not_accepted"],
  ["a merchant of its own", { accountId: randomUUID() }, "accountId", "not_accepted"],
];

const REFUNDS: readonly [string, object, string, string][] = [
  ["more than is left", { amount: "50.01" }, "amount", "too_large"],
  ["no reason", { reason: undefined }, "reason", "required"],
  ["an empty reason", { reason: " \n " }, "reason", "required"],
  ["a reason of 201 letters", { reason: "x".repeat(201) }, "reason", "too_long"],
  ["a reason with a NUL", { reason: "x\u0000" }, "reason", "special_characters"],
  ["a payment that is no id", { paymentId: "1 OR 1=1" }, "paymentId", "not_a_uuid"],
  ["no payment", { paymentId: undefined }, "paymentId", "not_a_uuid"],
  ["a requestId that is none", { requestId: "../.." }, "requestId", "not_a_uuid"],
  ["a currency of its own", { currency: "CNY" }, "currency", "not_accepted"],
];

const LISTS: readonly [string, object, string, string][] = [
  ["no rows", { limit: 0 }, "limit", "not_accepted"],
  ["less than no rows", { limit: -1 }, "limit", "not_accepted"],
  ["a thousand million rows", { limit: 1_000_000_000 }, "limit", "not_accepted"],
  ["half a row", { limit: 1.5 }, "limit", "not_accepted"],
  ["a cursor that is none", { cursor: "abc" }, "cursor", "not_accepted"],
  [
    "a cursor that somebody made",
    { cursor: Buffer.from('["2026-03-10T10:00:00Z","1 OR 1=1"]').toString("base64url") },
    "cursor",
    "not_accepted",
  ],
  ["a cursor without end", { cursor: "x".repeat(201) }, "cursor", "not_accepted"],
  ["a state that is none", { states: ["open", "refunded"] }, "states.1", "not_accepted"],
  ["30 February", { createdFrom: "2026-02-30T00:00:00Z" }, "createdFrom", "not_a_time"],
  ["a leap second", { createdTo: "2026-06-30T23:59:60Z" }, "createdTo", "not_a_time"],
  ["a time without a zone", { paidFrom: "2026-03-10T00:00:00" }, "paidFrom", "not_a_time"],
  ["the year 10000", { paidTo: "10000-01-01T00:00:00Z" }, "paidTo", "not_a_time"],
  ["a currency that is none", { currency: "BTC" }, "currency", "not_accepted"],
  ["a search without end", { q: "x".repeat(129) }, "q", "too_long"],
  ["a search for a NUL", { q: "\u0000" }, "q", "special_characters"],
  ["a filter that is none", { createdBy: "me" }, "createdBy", "not_accepted"],
];

describe("bad input is refused with the field at fault", () => {
  it.each(AMOUNTS)("an order over %j: %s", async (amount, fault) => {
    expect(await change("orders.create", order({ amount }))).toMatchObject({
      status: 400,
      appCode: "invalid_input",
      fields: [{ field: "amount", fault }],
    });
  });
  it.each(AMOUNTS)("a refund of %j: %s", async (amount, fault) => {
    expect(await change("refunds.create", refund({ amount }))).toMatchObject({
      status: 400,
      appCode: "invalid_input",
      fields: [{ field: "amount", fault }],
    });
  });
  it.each(ORDERS)("an order with %s", async (_what, over, field, fault) => {
    const { status, fields } = await change("orders.create", order(over));
    expect(status).toBe(400);
    expect(fields).toContainEqual({ field, fault });
  });
  it.each(REFUNDS)("a refund with %s", async (_what, over, field, fault) => {
    const { status, fields } = await change("refunds.create", refund(over));
    expect(status).toBe(400);
    expect(fields).toContainEqual({ field, fault });
  });
  it.each(LISTS)("a list with %s", async (_what, filter, field, fault) => {
    const { status, fields } = await ask("orders.list", filter);
    expect(status).toBe(400);
    expect(fields).toContainEqual({ field, fault });
  });
  it.each(["1", "' OR 1=1 --", "../../etc/passwd", "00000000-0000-0000-0000-00000000000g", "", 1, null])(
    "an order called %j",
    async (orderId) => {
      expect(await ask("orders.byId", { orderId })).toMatchObject({ status: 400, fields: [{ field: "orderId", fault: "not_a_uuid" }] });
      expect(await change("orders.cancel", { orderId })).toMatchObject({
        status: 400,
        fields: [{ field: "orderId", fault: "not_a_uuid" }],
      });
    },
  );
  it.each(["2026-02-30", "today", "2026-3-1", ""])("takings of the day %j", async (day) => {
    expect((await ask("insights.takings", { day })).fields[0]).toEqual({ field: "day", fault: "not_accepted" });
  });
});

describe("a call that is no call", () => {
  const post = (body: string, headers: object = {}) =>
    fetch(`${world.url}/trpc/orders.create`, {
      method: "POST",
      headers: { ...owner.headers, "content-type": "application/json", ...headers },
      body,
    });

  it.each(["", "{", "null", "[]", '"text"', "{}".repeat(3)])("is refused with the body %j", async (body) => {
    expect((await post(body)).status).toBe(400);
  });
  it("is refused as a form, as a question, and under a name that is none", async () => {
    expect((await post("amount=1", { "content-type": "application/x-www-form-urlencoded" })).status).toBe(415);
    expect(
      (await fetch(`${world.url}/trpc/orders.create?input=${encodeURIComponent(JSON.stringify(order({})))}`, { headers: owner.headers }))
        .status,
    ).toBe(405);
    expect((await fetch(`${world.url}/trpc/orders.drop`, { headers: owner.headers })).status).toBe(404);
    expect((await fetch(`${world.url}/trpc/__proto__`, { headers: owner.headers })).status).toBe(404);
  });

  const batch = (calls: number) =>
    fetch(`${world.url}/trpc/${Array.from({ length: calls }, () => "session.me").join(",")}?batch=1&input=%7B%7D`, {
      headers: owner.headers,
    });
  it("is refused when it is more than twenty in one", async () => {
    expect((await batch(20)).status).toBe(200);
    expect((await batch(21)).status).toBe(413);
    expect((await batch(300)).status).toBe(414);
    expect(
      (await fetch(`${world.url}/trpc/${"session.me%2C".repeat(21)}session.me?batch=1&input=%7B%7D`, { headers: owner.headers })).status,
    ).toBe(413);
  });
  it("is let in call by call: a batch carries no rights of its own", async () => {
    const answer = await fetch(`${world.url}/trpc/session.me,orders.list?batch=1&input=${encodeURIComponent('{"1":{}}')}`);
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain("items");
  });
});

describe("after all of this", () => {
  it("nothing was stored and nothing was sent", async () => {
    expect(await everythingKnown()).toBe(before);
  });
});
