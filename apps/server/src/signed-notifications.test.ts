import { randomUUID } from "node:crypto";
import type { OrderDetail } from "@tillbook/api/views";
import { brokenInvariants } from "@tillbook/db/invariants";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, eventually, noticesAtQfpay, notify, paymentNotice, setReadOnly, startWorld, type World } from "./testing/index.ts";

const database = useTestDatabase();
let world: World;
let owner: Desk;
let order: OrderDetail;
let other: OrderDetail;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00") });
  owner = await world.signIn("owner");
  order = await collect("88.00");
  other = await collect("99.00");
});
afterAll(() => world.stop());

const collect = (amount: string) => owner.trpc.orders.create.mutate({ requestId: randomUUID(), amount, currency: "HKD", face: "qr" });
const read = (orderId: string) => owner.trpc.orders.byId.query({ orderId });
async function lastHeard() {
  const [row] = await database.db.read.sql(
    `SELECT o."verdict", o."findings", o."paymentId", o."raw", c."kind" AS "case", c."closedAt" FROM "Observation" o
     LEFT JOIN "PaymentCase" c ON c."observationId" = o."id" WHERE o."source" = 'notification' ORDER BY o."id" DESC LIMIT 1`,
  );
  return row;
}

type Change = Readonly<Record<string, unknown>>;
/** What the notice says differently from the truth, and how it is kept. */
const WRONG: readonly [string, () => Change, "mismatched" | "unknown", RegExp][] = [
  ["a cent too little", () => ({ txamt: "8799" }), "mismatched", /amount HKD 87\.99/],
  ["a hundredth", () => ({ txamt: "88" }), "mismatched", /amount HKD 0\.88/],
  ["nothing", () => ({ txamt: "0" }), "mismatched", /amount HKD 0\.00/],
  ["too much", () => ({ txamt: "880000" }), "mismatched", /amount/],
  ["an amount with an exponent", () => ({ txamt: "88e2" }), "mismatched", /amount missing/],
  ["a negative amount", () => ({ txamt: "-8800" }), "mismatched", /amount missing/],
  ["no amount", () => ({ txamt: undefined }), "mismatched", /amount missing/],
  ["another currency", () => ({ txcurrcd: "JPY" }), "mismatched", /amount JPY/],
  ["a currency that is none", () => ({ txcurrcd: "HK$" }), "mismatched", /amount missing/],
  ["no currency", () => ({ txcurrcd: "" }), "mismatched", /amount missing/],
  ["another pay type", () => ({ pay_type: "800207" }), "mismatched", /pay_type 800207/],
  ["a pay type of another wallet", () => ({ pay_type: "800101" }), "mismatched", /pay_type/],
  ["the number of another order", () => ({ out_trade_no: other.payments[0]?.outTradeNo }), "mismatched", /amount|syssn/],
  ["the syssn of another order", () => ({ syssn: other.payments[0]?.syssn }), "mismatched", /syssn/],
  ["another merchant", () => ({ mchid: "SOMEBODY" }), "unknown", /mchid/],
  ["no merchant", () => ({ mchid: undefined }), "unknown", /mchid/],
  [
    "a number that is nobody's",
    () => ({ out_trade_no: "P000000000000000000", syssn: "20260310000000000000000001" }),
    "unknown",
    /no such number/,
  ],
  ["no number at all", () => ({ out_trade_no: undefined, syssn: undefined }), "unknown", /success|number/],
  ["a number that no database can hold", () => ({ out_trade_no: "P\u0000", syssn: "S\u0000" }), "unknown", /success|number/],
  ["a syssn written as a number", () => ({ syssn: 20260310000000 }), "unknown", /success/],
  ["a time that is none", () => ({ sysdtm: "2026-02-30 10:00:00" }), "unknown", /success/],
  ["a code that is no success", () => ({ respcd: "1143" }), "unknown", /success/],
  ["a status that is no success", () => ({ status: "0" }), "unknown", /success/],
  ["a kind that nobody knows", () => ({ notify_type: "close" }), "unknown", /notify_type close/],
  [
    "a cancellation in the style of a counter terminal",
    () => ({ notify_type: "cancel", orig_syssn: order.payments[0]?.syssn }),
    "unknown",
    /notify_type cancel/,
  ],
  ["no kind", () => ({ notify_type: undefined }), "unknown", /notify_type/],
  ["a refund that nobody asked for", () => ({ notify_type: "refund" }), "unknown", /no such number/],
];

describe("a truly signed notification that does not fit", () => {
  it.each(WRONG)("with %s is kept aside for a person and answered SUCCESS", async (_what, change, verdict, finding) => {
    expect(await notify(world, paymentNotice(world, order, change()))).toEqual({ status: 200, text: "SUCCESS" });
    const kept = await lastHeard();
    expect(kept).toMatchObject({ verdict, case: "quarantined", closedAt: null });
    expect(JSON.stringify(kept?.["findings"])).toMatch(finding);
    expect((await read(order.id)).state).toBe("open");
    expect((await read(other.id)).state).toBe("open");
  });

  it.each<[string, (body: string) => string]>([
    ["a name twice", (body) => body.replace("{", '{"txamt":"1",')],
    ["a name twice, once escaped", (body) => body.replace("{", String.raw`{"t\u0078amt":"1",`)],
    ["a byte order mark", (body) => `\ufeff${body}`],
    ["something behind", (body) => `${body}{}`],
    ["a list around", (body) => `[${body}]`],
    ["no body", () => ""],
    ["a form", (body) => new URLSearchParams(JSON.parse(body)).toString()],
    ["a depth without end", () => `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`],
  ])("in a body with %s is kept aside unread and answered SUCCESS", async (_what, spoil) => {
    const body = spoil(JSON.stringify(paymentNotice(world, order)));
    expect(await notify(world, body)).toEqual({ status: 200, text: "SUCCESS" });
    expect(await lastHeard()).toMatchObject({ verdict: "unknown", paymentId: null, raw: body, case: "quarantined" });
    expect((await read(order.id)).state).toBe("open");
  });

  it("does not stand in the way of the true one", async () => {
    expect((await notify(world, paymentNotice(world, order, { some_future_field: { deep: [1, null] } }))).text).toBe("SUCCESS");
    const paid = await read(order.id);
    expect(paid).toMatchObject({ state: "paid", payments: [{ state: "paid", counts: true }] });
    expect(paid.timeline.filter((entry) => entry.kind === "change" && entry.after === "paid")).toHaveLength(2); // payment and order
  });
});

describe("a truly signed notification of a refund that does not fit", () => {
  it.each<[string, string]>([
    ["the payment of somebody else", "origssn"],
    ["the payment of somebody else, in the other spelling", "orig_syssn"],
  ])("with %s is kept aside", async (_what, name) => {
    const paid = await read(order.id);
    await world.simulator.control("POST", "/control/faults", { match: { operation: "refund" }, action: { dropBeforeProcessing: true } });
    const asked = { requestId: randomUUID(), paymentId: paid.payments[0]?.id ?? "", amount: "1.00", reason: "returned goods" };
    const refund = (await owner.trpc.refunds.create.mutate(asked)).refunds.at(-1);
    const numbers = { out_trade_no: refund?.outTradeNo, syssn: `2026031000000000000000${name.length}` };
    const notice = { notify_type: "refund", txamt: "100", ...numbers };
    await notify(world, paymentNotice(world, paid, { ...notice, [name]: other.payments[0]?.syssn }));
    expect(await lastHeard()).toMatchObject({ verdict: "mismatched", findings: [expect.stringMatching(/^orig_syssn /)] });
    expect((await read(order.id)).refunds.at(-1)?.state).toBe("submitted");
    await notify(world, paymentNotice(world, paid, { ...notice, [name]: paid.payments[0]?.syssn }));
    expect((await read(order.id)).refunds.at(-1)?.state).toBe("refunded");
  });
});

describe("a notification that cannot be stored", () => {
  it("is not answered SUCCESS, tells nothing of the inside, and is taken when QFPay comes again", async () => {
    await setReadOnly(database.url, true);
    const unstored = await eventually(
      () => notify(world, paymentNotice(world, other)),
      (answer) => answer.status !== 200,
    );
    await setReadOnly(database.url, false);
    expect(unstored.status).toBe(503);
    expect(unstored.text).not.toMatch(/SUCCESS|transaction|INSERT|SELECT/);
    const again = await eventually(
      () => notify(world, paymentNotice(world, other)),
      (answer) => answer.status === 200,
    );
    expect(again.text).toBe("SUCCESS");
    expect((await read(other.id)).state).toBe("paid");
  });
});

describe("the simulated QFPay's own notification", () => {
  it("is what these tests imitate", async () => {
    const own = await collect("12.00");
    await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: own.payments[0]?.outTradeNo });
    await eventually(
      () => read(own.id),
      (seen) => seen.state === "paid",
    );
    const [body = "{}"] = await noticesAtQfpay(world, own.payments[0]?.outTradeNo);
    expect(JSON.parse(body)).toMatchObject(paymentNotice(world, own, { paydtm: expect.any(String), chnlsn: expect.any(String) }));
  });

  it("leaves every promise about money kept", async () => {
    expect(await brokenInvariants(database.db.read.sql)).toEqual([]);
  });
});
