import { randomUUID } from "node:crypto";
import type { OrderDetail } from "@tillbook/api/views";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Desk, notify, openSecondMerchant, paymentNotice, startWorld, type World } from "./testing/index.ts";

const database = useTestDatabase();
const MINUTE = 60_000;
let world: World;
let owner: Desk;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00") });
  owner = await world.signIn("owner");
});
afterEach(() => world.simulator.control("DELETE", "/control/faults"));
afterAll(() => world.stop());

const collect = () => owner.trpc.orders.create.mutate({ requestId: randomUUID(), amount: "88.00", currency: "HKD", face: "qr" });
const read = (order: OrderDetail) => owner.trpc.orders.byId.query({ orderId: order.id });
const always = (operation: string, action: object) =>
  world.simulator.control("POST", "/control/faults", { match: { operation, chance: 1 }, action });
const payAtQfpay = (order: OrderDetail) =>
  world.simulator.control("POST", "/control/orders/pay", { out_trade_no: order.payments[0]?.outTradeNo });

/** QFPay answers no enquiry and no closing, and its notices do not come. */
async function muteQfpay(): Promise<void> {
  await always("query", { dropBeforeProcessing: true });
  await always("close", { dropBeforeProcessing: true });
  await always("notification", { loseNotification: true });
}

describe("a code whose time is over while QFPay is silent", () => {
  it("is not called expired, gets no second code beside it, and is paid once QFPay speaks again", async () => {
    const order = await collect();
    await muteQfpay();
    await payAtQfpay(order);
    await world.advance(40 * MINUTE);
    await world.rounds.enquire();
    const renewed = await owner.trpc.orders.refreshQr.mutate({ orderId: order.id });
    expect(renewed.payments.map((payment) => payment.state)).toEqual(["awaiting"]);
    expect(renewed.live.at).toBe("unclear");
    await world.simulator.control("DELETE", "/control/faults");
    await world.advance(2 * MINUTE);
    await world.rounds.enquire();
    expect(await read(order)).toMatchObject({ state: "paid", payments: [{ state: "paid" }] });
  });

  it("is watched on after its order was cancelled", async () => {
    const order = await collect();
    await muteQfpay();
    await payAtQfpay(order);
    await owner.trpc.orders.cancel.mutate({ orderId: order.id });
    await world.advance(40 * MINUTE);
    await world.rounds.enquire();
    expect((await read(order)).payments[0]?.state).toBe("awaiting");
    await world.simulator.control("DELETE", "/control/faults");
    await world.advance(2 * MINUTE);
    await world.rounds.enquire();
    expect((await read(order)).state).toBe("paid");
  });
});

describe("a payment that was never heard of in time", () => {
  it("is asked about until QFPay has answered, also when both of us were away for days", async () => {
    const order = await collect();
    await muteQfpay();
    await payAtQfpay(order);
    await world.advance(50 * 60 * MINUTE);
    await world.rounds.enquire();
    await world.simulator.control("DELETE", "/control/faults");
    await world.advance(60 * MINUTE);
    await world.rounds.enquire();
    expect((await read(order)).state).toBe("paid");
  });
});

describe("a payment that QFPay still works on when its code's time is over", () => {
  it("is not called expired while the answer is 1145", async () => {
    const order = await collect();
    await always("notification", { loseNotification: true });
    await payAtQfpay(order);
    await always("query", { respcd: "1145", queries: 1 });
    await world.advance(32 * MINUTE);
    await world.rounds.enquire();
    expect((await read(order)).payments[0]?.state).toBe("awaiting");
    await world.simulator.control("DELETE", "/control/faults");
    await world.advance(2 * MINUTE);
    await world.rounds.enquire();
    await world.advance(2 * MINUTE);
    await world.rounds.enquire();
    expect((await read(order)).state).toBe("paid");
  });
});

describe("an account that cannot be asked for", () => {
  it("does not keep the others from being asked about, heard of, or ended", async () => {
    const { accountId, desk } = await openSecondMerchant(world);
    const neighbours = await desk.trpc.orders.create.mutate({ requestId: randomUUID(), amount: "1.00", currency: "HKD", face: "qr" });
    expect(neighbours.payments).toHaveLength(1);
    await database.db.read.sql(`UPDATE "MerchantAccount" SET "sealedClientKey" = 'AAAA' WHERE "id" = $1`, [accountId]);
    const order = await collect();
    await always("notification", { loseNotification: true });
    await payAtQfpay(order);
    await world.advance(2 * MINUTE);
    await world.rounds.enquire();
    expect((await read(order)).state).toBe("paid");
    const notified = await collect();
    expect((await notify(world, paymentNotice(world, notified))).text).toBe("SUCCESS");
    expect((await read(notified)).state).toBe("paid");
    const unpaid = await collect();
    await world.advance(26 * 60 * MINUTE);
    await world.rounds.enquire();
    await world.rounds.expire();
    expect((await read(unpaid)).state).toBe("expired");
  });
});
