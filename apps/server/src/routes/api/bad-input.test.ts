import { OPERATIONS } from "@tillbook/api/merchants-api";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Asked, type MerchantProgram, merchantProgram, startWorld, type World } from "../../testing/index.ts";
import { furnish, type Ids, rightCall } from "./testing/right-calls.ts";

const database = useTestDatabase();
let world: World;
let shop: MerchantProgram;
let ids: Ids;
let before: string;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T09:00:00+08:00") });
  shop = await merchantProgram(world.url, await world.signIn("owner"));
  ids = await furnish(world, shop);
  before = await everythingKnown();
});
afterAll(() => world.stop());

const NOT_TEXT = [null, 1, true, [], {}, ["1"]];
const CONTROL = ["tea\u0000", "bell\u0007", "\ud800"];
/** What is no value of a kind of field, whatever the operation. Numbers in questions come as text. */
const BAD = {
  amount: ["", "0", "0.00", "-1", "+1", "1e3", "0x10", "1.234", "１２", "八十八", " 1", "1 ", "1,28", "NaN", "Infinity", "2147483648", "9007199254740993", "1\u0000",
    "'; DROP TABLE", "9".repeat(99), 88, 88.5, ...NOT_TEXT],
  currency: ["", "hkd", "XXX", "USD", "HK", "HKD ", "港幣", "' OR 1=1", ...NOT_TEXT],
  choice: ["", "card", "QR", "qr ", "__proto__", ...NOT_TEXT],
  goods: ["A".repeat(21), "檸".repeat(21), "tea&txamt=1", "a=b", "te\u202ea", "te\u200ba", "<b>", "tea\nmilk", ...CONTROL, ...NOT_TEXT],
  text: ["x".repeat(201), ...CONTROL, 1, true, [], {}],
  minutes: [4, 121, 0, -30, 5.5, "30", null, [], {}, 1e9],
  id: ["", "1", "1 OR 1=1", "../../etc/passwd", "00000000-0000-0000-0000-00000000000g", "%00", "x".repeat(300), ...NOT_TEXT],
  url: ["", "shop.example", "http://shop.example/", "ftp://shop.example/", "javascript:alert(1)", "file:///etc/passwd", "https://user:pass@shop.example/",
    "https://127.0.0.1/", "https://[::1]/", "https://localhost/", "https://169.254.169.254/", "https://2130706433/", `https://shop.example/${"a".repeat(500)}`, ...NOT_TEXT],
  events: ["order.paid", ["order.eaten"], [1], [null], ["__proto__"], {}, null, Array.from({ length: 40 }, () => "order.paid")],
  ids: ["", [], ["1"], [1], [null], {}, null, Array.from({ length: 101 }, () => crypto.randomUUID())],
  limit: ["", "0", "-1", "1000000000", "1.5", "1e1", "0x1", "ten", "１", " 1", "99999999999999999999"],
  cursor: ["abc", "' OR 1=1", "e30", "x".repeat(2_001), Buffer.from('["2026-03-10T10:00:00Z","x"]').toString("base64url"), "\u0000"],
  time: ["", "yesterday", "2026-02-30T00:00:00Z", "2026-06-30T23:59:60Z", "2026-03-10T00:00:00", "10000-01-01T00:00:00Z", "2026-03-10", "0"],
  day: ["2026-02-30", "2026-3-1", "today", "1999-12-31", "9999-12-31", "10000-01-01", "2026-13-01", "' OR 1=1", "%00"],
  month: ["", "2026", "2026-13", "2026-3", "1999-12", "2026-03-01", "' OR 1=1"],
  search: ["x".repeat(129), "\u0000"],
  states: ["", "eaten", "open,eaten", "open,", ",", "OPEN"],
  number: ["", "x".repeat(65)],
  name: ["", "x".repeat(401)],
} as const satisfies Record<string, readonly unknown[]>; // biome-ignore format: a table reads better

type Kind = keyof typeof BAD;
/** Every field of every operation, by the kind of thing that it is. A field without a kind fails. */
const PARAMS: Readonly<Record<string, Kind>> = {
  orderId: "id",
  refundId: "id",
  statementId: "id",
  endpointId: "id",
  deliveryId: "id",
  day: "day",
};
const QUERY: Readonly<Record<string, Kind>> = {
  state: "states", q: "search", createdFrom: "time", createdTo: "time", paidFrom: "time", paidTo: "time", from: "time", to: "time", currency: "currency", cursor: "cursor",
  limit: "limit", place: "choice", settlementDay: "day", syssn: "number", kind: "choice", name: "name", month: "month", endpointId: "id", type: "choice",
}; // biome-ignore format: a table reads better
const BODY: Readonly<Record<string, Kind>> = {
  amount: "amount", currency: "currency", face: "choice", goodsName: "goods", note: "text", expiresInMinutes: "minutes", paymentId: "id", reason: "text", url: "url",
  description: "text", events: "events", deliveryIds: "ids",
}; // biome-ignore format: a table reads better

const fieldsOf = (schema: unknown): string[] =>
  typeof schema === "object" && schema !== null && "shape" in schema && typeof schema.shape === "object" && schema.shape !== null
    ? Object.keys(schema.shape)
    : [];

const cases = OPERATIONS.flatMap((operation) => [
  ...fieldsOf(operation.params).map((field): [string, "params", string] => [operation.id, "params", field]),
  ...fieldsOf(operation.query).map((field): [string, "query", string] => [operation.id, "query", field]),
  ...(operation.body?.kind === "json"
    ? fieldsOf(operation.body.schema).map((field): [string, "body", string] => [operation.id, "body", field])
    : []),
]);
const KINDS = { params: PARAMS, query: QUERY, body: BODY };

describe("bad input", () => {
  it.each(cases)("is refused by %s in its %s: %s", async (id, place, field) => {
    const kind = KINDS[place][field];
    if (kind === undefined) throw new Error(`${field} has no kind`);
    const right = rightCall(id, ids);
    const values = BAD[kind].filter((value) => place === "body" || (typeof value === "string" && isWorthAsking(place, field, value)));
    expect(values.length).toBeGreaterThan(0);
    await Promise.all(
      values.map(async (value) => {
        const asked: Asked = { ...right, [place]: { ...Object(place === "body" ? right.body : right[place]), [field]: value } };
        const { status, problem } = await shop.call(id, asked);
        expect([value, status, problem?.code, problem?.errors[0]?.field.split(".")[0]]).toEqual([value, 400, "invalid_input", field]);
      }),
    );
  });

  it.each(["", "{", "null", "[]", '"text"', "1", "{}{}", '{"amount":"1.00","amount":"2.00"}', "\ufeff{}", '{"a":'.repeat(40)])(
    "is a body like %j",
    async (body) => {
      const answer = await fetch(`${world.url}/api/v1/orders`, {
        method: "POST",
        headers: { authorization: `Bearer ${shop.key}`, "content-type": "application/json" },
        body,
      });
      expect([answer.status, await answer.json()]).toMatchObject([400, { code: "invalid_input" }]);
    },
  );

  it.each(["state", "accountId", "id", "paidPaymentId", "requestId", "createdBy", "__proto__", "constructor"])(
    "is a field of one's own: %s",
    async (field) => {
      const body = `{"amount":"1.00","currency":"HKD","face":"link","${field}":"x"}`;
      const answer = await fetch(`${world.url}/api/v1/orders`, {
        method: "POST",
        headers: { authorization: `Bearer ${shop.key}`, "content-type": "application/json" },
        body,
      });
      expect([answer.status, await answer.json()]).toMatchObject([400, { errors: [{ field, fault: "not_accepted" }] }]);
    },
  );

  it("left nothing behind", async () => {
    expect(await everythingKnown()).toBe(before);
  });
});

/** What an address cannot carry, and what may be asked for though nobody may pay in it. */
function isWorthAsking(place: "params" | "query", field: string, value: string): boolean {
  if (place === "params") return value !== "" && !value.includes("/") && value.length < 200;
  return !(field === "currency" && value === "USD");
}

async function everythingKnown(): Promise<string> {
  const counts = await database.db.read.sql(
    `SELECT (SELECT count(*)::int FROM "Order") AS o, (SELECT count(*)::int FROM "Payment") AS p, (SELECT count(*)::int FROM "Refund") AS r, (SELECT count(*)::int FROM "AuditEntry") AS a,
       (SELECT count(*)::int FROM "StateChange") AS s, (SELECT count(*)::int FROM "WebhookEndpoint") AS w, (SELECT count(*)::int FROM "ApiRequest") AS q`,
  );
  return JSON.stringify([counts, await world.simulator.book()]);
}
