import { randomUUID } from "node:crypto";
import type { OrderDetail } from "@tillbook/api/views";
import { useTestDatabase } from "@tillbook/db/testing";
import { TRPCClientError } from "@trpc/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, notify, openSecondMerchant, paymentNotice, startWorld, strangerAt, type World } from "./testing/index.ts";

const database = useTestDatabase();
let world: World;
let owner: Desk;
let neighbour: Desk;
let open: OrderDetail;
let paid: OrderDetail;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00") });
  owner = await world.signIn("owner");
  neighbour = (await openSecondMerchant(world)).desk;
  open = await collect(owner);
  const order = await collect(owner);
  await notify(world, paymentNotice(world, order));
  paid = await owner.trpc.orders.byId.query({ orderId: order.id });
});
afterAll(() => world.stop());

const collect = (desk: Desk, face: "qr" | "link" = "qr", requestId: string = randomUUID()) =>
  desk.trpc.orders.create.mutate({ requestId, amount: "88.00", currency: "HKD", face });

/** What a caller learns from a refusal, all of it. */
async function refusalOf(call: Promise<unknown>): Promise<object> {
  try {
    await call;
  } catch (error) {
    if (error instanceof TRPCClientError) return { message: error.message, data: { ...error.data, path: undefined } };
    throw error;
  }
  throw new Error("this was not refused");
}
async function everyState(): Promise<object[]> {
  return database.db.read.sql(
    `SELECT "id", "state", "stateAt", null AS "nextEnquiryAt" FROM "Order" UNION ALL SELECT "id", "state", "stateAt", "nextEnquiryAt" FROM "Payment"
     UNION ALL SELECT "id", "state", "stateAt", "nextEnquiryAt" FROM "Refund" ORDER BY "id"`,
  );
}

type Ids = { orderId: string; paymentId: string };
const TAKING_IDS: readonly [string, (desk: Desk, ids: Ids) => Promise<unknown>][] = [
  ["evidence.ofPayment", (desk, { paymentId }) => desk.trpc.evidence.ofPayment.query({ paymentId })],
  ["orders.byId", (desk, { orderId }) => desk.trpc.orders.byId.query({ orderId })],
  ["orders.refreshQr", (desk, { orderId }) => desk.trpc.orders.refreshQr.mutate({ orderId })],
  ["orders.cancel", (desk, { orderId }) => desk.trpc.orders.cancel.mutate({ orderId })],
  ["orders.enquire", (desk, { orderId }) => desk.trpc.orders.enquire.mutate({ orderId })],
  [
    "refunds.create",
    (desk, { paymentId }) => desk.trpc.refunds.create.mutate({ requestId: randomUUID(), paymentId, amount: "1.00", reason: "not mine" }),
  ],
];

describe("another merchant on the same server", () => {
  it.each(TAKING_IDS)("learns no more from %s about our orders than about none at all", async (_name, call) => {
    const before = await everyState();
    const book = await world.simulator.book();
    const none = await refusalOf(call(neighbour, { orderId: randomUUID(), paymentId: randomUUID() }));
    expect(none).toMatchObject({ data: { appCode: "not_found", httpStatus: 404 } });
    for (const order of [open, paid])
      expect(await refusalOf(call(neighbour, { orderId: order.id, paymentId: order.payments[0]?.id ?? "" }))).toEqual(none);
    expect(await everyState()).toEqual(before);
    expect(await world.simulator.book()).toEqual(book);
  });

  it("finds none of our orders by any number, and no takings", async () => {
    for (const q of [paid.number, paid.payments[0]?.outTradeNo, paid.payments[0]?.syssn ?? "", ""]) {
      expect((await neighbour.trpc.orders.list.query({ q })).items).toEqual([]);
    }
    expect((await neighbour.trpc.insights.takings.query({ day: "2026-03-10" })).totals).toEqual([]);
    expect((await owner.trpc.insights.takings.query({ day: "2026-03-10" })).totals).toMatchObject([
      { paid: { amount: "88.00" }, paidCount: 1 },
    ]);
  });

  it("reads on from our cursor in its own list only", async () => {
    const { nextCursor } = await owner.trpc.orders.list.query({ limit: 1 });
    expect(nextCursor).not.toBeNull();
    expect((await neighbour.trpc.orders.list.query({ cursor: nextCursor })).items).toEqual([]);
  });

  it("may use the name of our request for a request of its own", async () => {
    const requestId = randomUUID();
    const [ours, theirs] = [await collect(owner, "link", requestId), await collect(neighbour, "link", requestId)];
    expect(theirs.id).not.toBe(ours.id);
    expect((await refusalOf(owner.trpc.orders.byId.query({ orderId: theirs.id }))).valueOf()).toMatchObject({
      data: { appCode: "not_found" },
    });
  });

  it("is not paid by a notice that our key signed", async () => {
    const theirs = await collect(neighbour, "link");
    const notice = { ...paymentNotice(world, open), out_trade_no: theirs.number, mchid: undefined };
    expect((await notify(world, notice)).text).toBe("SUCCESS");
    expect((await neighbour.trpc.orders.byId.query({ orderId: theirs.id })).state).toBe("open");
  });

  it("is who its session says, whatever else a request claims", async () => {
    const claims = {
      ...neighbour.headers,
      "x-account-id": open.id,
      "x-user-id": "1",
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": new URL(world.url).host,
      authorization: "Bearer owner",
    };
    const answer = await fetch(`${world.url}/trpc/session.me`, { headers: claims });
    expect(await answer.json()).toMatchObject({
      result: { data: { user: { email: "neighbour@demo.test" }, account: { name: "The Shop Next Door" } } },
    });
  });
});

describe("somebody without a session", () => {
  it.each(TAKING_IDS)("is told by %s to sign in, whatever the id", async (_name, call) => {
    const stranger = strangerAt(world.url);
    const answers = await Promise.all(
      [randomUUID(), open.id].map((orderId) => refusalOf(call(stranger, { orderId, paymentId: paid.payments[0]?.id ?? "" }))),
    );
    expect(answers[0]).toMatchObject({ data: { appCode: "not_signed_in", httpStatus: 401 } });
    expect(answers[1]).toEqual(answers[0]);
  });

  it("learns of a link no more than where it stands", async () => {
    const token = (await collect(owner, "link")).linkUrl.split("/p/")[1];
    const answer = await fetch(`${world.url}/trpc/public/payLinks.step?input=${encodeURIComponent(JSON.stringify({ token }))}`);
    expect(await answer.json()).toEqual({ result: { data: { at: "open_in_wechat" } } });
  });

  it("finds nothing behind a guessed link, and no staff procedure on the customers' side", async () => {
    const guess = await fetch(`${world.url}/p/${"A".repeat(27)}`);
    expect(guess.status).toBe(404);
    expect(
      (await fetch(`${world.url}/trpc/public/payLinks.step?input=${encodeURIComponent(JSON.stringify({ token: "A".repeat(27) }))}`)).status,
    ).toBe(404);
    expect((await fetch(`${world.url}/trpc/public/orders.list?input=%7B%7D`, { headers: owner.headers })).status).toBe(404);
  });

  it("is out again after signing out, with the very same cookie", async () => {
    const cashier = await world.signIn("cashier");
    await expect(cashier.trpc.session.me.query()).resolves.toMatchObject({ role: "cashier" });
    await fetch(`${world.url}/api/auth/sign-out`, {
      method: "POST",
      headers: { ...cashier.headers, "content-type": "application/json" },
      body: "{}",
    });
    await expect(cashier.trpc.session.me.query()).rejects.toMatchObject({ data: { appCode: "not_signed_in" } });
  });
});
