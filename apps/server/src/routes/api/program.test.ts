import { randomUUID } from "node:crypto";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import {
  type Desk,
  eventually,
  type MerchantProgram,
  merchantProgram,
  noticesAtQfpay,
  startWorld,
  type World,
} from "../../testing/index.ts";

const database = useTestDatabase();
let world: World;
let owner: Desk;
let shop: MerchantProgram;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00") });
  owner = await world.signIn("owner");
  shop = await merchantProgram(world.url, owner);
});
afterAll(() => world.stop());

const orderSeen = z.looseObject({
  id: z.string(),
  number: z.string(),
  state: z.string(),
  outcome: z.string(),
  refundable: z.string(),
  paidPaymentId: z.string().nullable(),
  link: z.object({ url: z.string(), qrSvg: z.string() }),
  qr: z.object({ text: z.string(), paymentId: z.string() }).nullable(),
  payments: z.array(z.looseObject({ id: z.string(), outTradeNo: z.string(), syssn: z.string().nullable() })),
  refunds: z.array(z.looseObject({ state: z.string() })),
});
const pageSeen = z.object({
  items: z.array(z.looseObject({ id: z.string().optional(), syssn: z.string().nullish() })),
  nextCursor: z.string().nullable(),
});

const create = async (over: object = {}) => {
  const answer = await shop.call("createOrder", { body: { amount: "88.00", currency: "HKD", face: "qr", ...over } });
  expect(answer.status).toBe(201);
  const order = orderSeen.parse(answer.body);
  expect(answer.headers.get("location")).toBe(`/api/v1/orders/${order.id}`);
  return order;
};
const read = async (orderId: string) => orderSeen.parse((await shop.call("readOrder", { params: { orderId } })).body);
const pay = async (order: z.infer<typeof orderSeen>) => {
  await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: order.payments.at(-1)?.outTradeNo });
  return eventually(
    () => read(order.id),
    ({ state }) => state === "paid",
  );
};

describe("a merchant's own program", () => {
  it("asks for money: a QR to draw, a link to send, a picture of the link", async () => {
    const order = await create();
    const book = await world.simulator.book();
    expect(order.qr?.text).toBe(book.find((row) => row.out_trade_no === order.payments[0]?.outTradeNo)?.qrcode);
    expect(order.link.url).toMatch(new RegExp(`^${world.url}/p/[\\w-]{27}$`));
    expect(order.link.qrSvg).toMatch(/^<svg /);
    expect(await owner.trpc.orders.byId.query({ orderId: order.id })).toMatchObject({ number: order.number, createdBy: "a program" });
    expect(await create({ face: "link" })).toMatchObject({ qr: null, payments: [], state: "open" });
  });

  it("sees that it was paid, gives a part back and reads what is left", async () => {
    const paid = await pay(await create());
    expect(paid).toMatchObject({ outcome: "paid", refundable: "88.00", qr: null });
    const refund = await shop.call("createRefund", { body: { paymentId: paid.paidPaymentId, amount: "8.00", reason: "one cup was cold" } });
    expect(refund).toMatchObject({ status: 201, body: { state: "refunded", amount: "8.00", orderNumber: paid.number } });
    expect(await read(paid.id)).toMatchObject({
      outcome: "partly_refunded",
      refundable: "80.00",
      refunded: "8.00",
      refunds: [{ state: "refunded" }],
    });
    const refunds = pageSeen.parse((await shop.call("listRefunds", { query: { place: "done", q: paid.number } })).body);
    expect(refunds.items).toMatchObject([{ orderId: paid.id, amount: "8.00" }]);
  });

  it("asks for a large refund, which a second person decides", async () => {
    const paid = await pay(await create({ amount: "2000.00" }));
    const refund = await shop.call("createRefund", {
      body: { paymentId: paid.paidPaymentId, amount: "1500.00", reason: "party cancelled" },
    });
    expect(refund).toMatchObject({ status: 201, body: { state: "awaiting_approval", syssn: null } });
    expect(await read(paid.id)).toMatchObject({ refundable: "500.00", refunds: [{ state: "awaiting_approval" }] });
  });

  it("gets another QR for the same order, and never two that can be paid", async () => {
    const order = await create();
    await world.advance(29.5 * 60_000);
    const fresh = orderSeen.parse((await shop.call("refreshQr", { params: { orderId: order.id } })).body);
    expect(fresh.qr?.paymentId).not.toBe(order.qr?.paymentId);
    expect(fresh.payments).toMatchObject([{ state: "cancelled" }, { state: "awaiting" }]);
    expect((await read(order.id)).qr).toEqual(fresh.qr);
  });

  it("cancels an order once and for all", async () => {
    const order = await create();
    for (const _time of [1, 2])
      expect(await shop.call("cancelOrder", { params: { orderId: order.id } })).toMatchObject({
        status: 200,
        body: { state: "cancelled" },
      });
    expect(await shop.call("refreshQr", { params: { orderId: order.id } })).toMatchObject({
      status: 409,
      problem: { code: "order_not_open" },
    });
  });

  it("is told when a payment cannot be given back", async () => {
    const order = await create();
    const refund = { paymentId: order.payments[0]?.id, amount: "1.00", reason: "cold" };
    expect(await shop.call("createRefund", { body: refund })).toMatchObject({ status: 409, problem: { code: "payment_not_paid" } });
    expect(await shop.call("createRefund", { body: { ...refund, paymentId: randomUUID() } })).toMatchObject({ status: 404 });
  });

  it("reads the books of a day: what moved, the statement, the proof", async () => {
    const paid = await pay(await create({ amount: "12.00" }));
    const syssn = paid.payments.at(-1)?.syssn ?? "";
    const found = pageSeen.parse((await shop.call("listTransactions", { query: { syssn } })).body);
    expect(found.items).toMatchObject([{ syssn, amount: "12.00", settlementDay: "2026-03-10", orderId: paid.id }]);
    const body = await world.simulator.statement("2026-03-10");
    const upload = await shop.call("uploadStatement", { query: { name: "day.csv" }, body });
    expect(upload).toMatchObject({ status: 201, body: { status: "ACTIVE", days: ["2026-03-10"] } });
    await owner.trpc.reconciliation.run.mutate({ settleDay: "2026-03-10" });
    expect(await shop.call("readDay", { params: { day: "2026-03-10" } })).toMatchObject({
      body: { isStale: false, run: { number: 1, broken: 0 } },
    });
    const result = await shop.call("readDayResult", { params: { day: "2026-03-10" } });
    expect(JSON.stringify(result.body)).toContain(syssn);
    const [head = "", row = ""] = Buffer.from(body).toString("utf8").split("\n");
    const other = Buffer.from(`${head}\n${row.replaceAll("2026-03-10", "2026-03-08").replaceAll(/\bB2026\d+/g, "B20260308")}\n`);
    expect(await shop.call("uploadStatement", { query: { name: "other.csv" }, body: other })).toMatchObject({ status: 201 });
    const listed = await shop.call("listStatements"); // of one moment: the clock stands still here
    expect(listed).toMatchObject({ body: { nextCursor: null } });
    expect(listed.body).toMatchObject({
      items: expect.arrayContaining(["day.csv", "other.csv"].map((name) => expect.objectContaining({ name }))),
    });
  });
});

describe("a list", () => {
  const pages = async (id: string, query: Record<string, string>) => {
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page: z.infer<typeof pageSeen> = pageSeen.parse(
        (await shop.call(id, { query: { ...query, ...(cursor === null ? {} : { cursor }) } })).body,
      );
      found.push(...page.items.map((item) => item.id ?? item.syssn ?? ""));
      cursor = page.nextCursor;
    } while (cursor !== null);
    return found;
  };

  it.each(["listOrders", "listRefunds", "listTransactions", "listStatements"])(
    "%s is complete and says nothing twice, also while more comes in",
    async (id) => {
      const whole = await pages(id, { limit: "100" });
      expect(whole.length).toBeGreaterThan(1);
      const [byOne] = await Promise.all([pages(id, { limit: "1" }), create({ face: "link" })]);
      expect(byOne.filter((each) => whole.includes(each))).toEqual(whole);
      expect(new Set(byOne).size).toBe(byOne.length);
    },
  );

  it("reads on by its own cursor only", async () => {
    const { nextCursor } = pageSeen.parse((await shop.call("listOrders", { query: { limit: "1", state: "open" } })).body);
    const cursor = nextCursor ?? "";
    expect((await shop.call("listOrders", { query: { limit: "5", state: "open", cursor } })).status).toBe(200);
    const turned = `${cursor.slice(0, -2)}${cursor.endsWith("AA") ? "BB" : "AA"}`;
    for (const [id, query] of [
      ["listOrders", { state: "paid", cursor }],
      ["listOrders", { cursor }],
      ["listRefunds", { cursor }],
      ["listOrders", { state: "open", cursor: turned }],
    ] as const)
      expect(await shop.call(id, { query })).toMatchObject({
        status: 400,
        problem: { errors: [{ field: "cursor", fault: "not_accepted" }] },
      });
  });

  it("is narrowed by state, number, time and currency", async () => {
    const order = await create({ face: "link" });
    await shop.call("cancelOrder", { params: { orderId: order.id } });
    const ids = async (query: Record<string, string>) =>
      pageSeen.parse((await shop.call("listOrders", { query })).body).items.map(({ id }) => id);
    expect(await ids({ q: order.number, state: "cancelled" })).toEqual([order.id]);
    expect(await ids({ q: order.number, state: "open,paid" })).toEqual([]);
    expect(await ids({ q: order.number, createdFrom: "2026-03-10T10:00:00+08:00", currency: "HKD" })).toEqual([order.id]);
    expect(await ids({ createdTo: "2026-03-10T01:00:00Z" })).toEqual([]);
    expect(await noticesAtQfpay(world, "P0")).toEqual([]);
  });
});
