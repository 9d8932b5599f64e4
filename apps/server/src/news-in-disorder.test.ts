import { randomUUID } from "node:crypto";
import type { OrderDetail } from "@tillbook/api/views";
import { brokenInvariants } from "@tillbook/db/invariants";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Customer, type Desk, eventually, noticesAtQfpay, notify, startWorld, type World } from "./testing/index.ts";

const database = useTestDatabase();
const HOUR = 3_600_000;
let world: World;
let owner: Desk;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00") });
  owner = await world.signIn("owner");
  await world.simulator.control("POST", "/control/faults", {
    match: { operation: "notification", chance: 1 },
    action: { loseNotification: true },
  }); // every notice is sent by hand
});
afterAll(() => world.stop());

const collect = (amount = "88.00") => owner.trpc.orders.create.mutate({ requestId: randomUUID(), amount, currency: "HKD", face: "qr" });
const read = (order: OrderDetail) => owner.trpc.orders.byId.query({ orderId: order.id });
const enquire = (order: OrderDetail) => owner.trpc.orders.enquire.mutate({ orderId: order.id });
const numberOf = (order: OrderDetail) => order.payments.at(-1)?.outTradeNo;

/** The customer pays; answers the notice that QFPay would send. */
async function pay(order: OrderDetail, late = false): Promise<string> {
  await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: numberOf(order), late });
  return noticeOf(numberOf(order));
}
async function noticeOf(outTradeNo: string | undefined): Promise<string> {
  const [notice] = await noticesAtQfpay(world, outTradeNo);
  if (notice === undefined) throw new Error(`QFPay has no notice of ${outTradeNo}`);
  return notice;
}
async function refund(order: OrderDetail, amount: string): Promise<{ after: OrderDetail; notice: string }> {
  const after = await owner.trpc.refunds.create.mutate({
    requestId: randomUUID(),
    paymentId: order.payments.at(-1)?.id ?? "",
    amount,
    reason: "returned goods",
  });
  return { after, notice: await noticeOf(after.refunds.at(-1)?.outTradeNo) };
}
const changesTo = (order: OrderDetail, word: string) =>
  order.timeline.filter((entry) => entry.kind === "change" && entry.after === word).length;

describe("the same notification again and again", () => {
  it("is answered SUCCESS a thousand times over fifty connections and changes the order once", async () => {
    const order = await collect();
    const notice = await pay(order);
    const connections = Array.from({ length: 50 }, async () => {
      const answers: string[] = [];
      for (let count = 0; count < 20; count++) answers.push((await notify(world, notice)).text);
      return answers;
    });
    const answers = (await Promise.all(connections)).flat();
    expect(answers).toEqual(Array.from({ length: 1_000 }, () => "SUCCESS"));
    expect(changesTo(await read(order), "paid")).toBe(2); // the payment's and the order's
    const verdicts = await database.db.read.sql(
      `SELECT "verdict", count(*)::int AS "count" FROM "Observation" WHERE "source" = 'notification' AND "outTradeNo" = $1 GROUP BY 1 ORDER BY 1`,
      [numberOf(order)],
    );
    expect(verdicts).toEqual([
      { verdict: "duplicate", count: 999 },
      { verdict: "verified", count: 1 },
    ]);
  });
});

describe("notification, enquiry, the customer's page and an operator at once", () => {
  it("make one transition together, thirty times over", async () => {
    for (let round = 0; round < 30; round++) {
      const order = await collect();
      const notice = await pay(order);
      await world.advance(15_000); // the enquiry is due
      await Promise.all([
        notify(world, notice),
        world.rounds.enquire(),
        new Customer().open(order.linkUrl),
        enquire(order),
        fetch(order.linkUrl),
        notify(world, notice),
      ]);
      const paid = await read(order);
      expect(paid).toMatchObject({ state: "paid", payments: [{ state: "paid", counts: true }] });
      expect(changesTo(paid, "paid")).toBe(2);
    }
  });
});

describe("news that come late or in the wrong order", () => {
  it("of a refund before those of its payment end like those in order", async () => {
    const order = await collect();
    const paidNotice = await pay(order);
    const { after, notice } = await refund(await enquire(order), "30.00");
    expect((await notify(world, notice)).text).toBe("SUCCESS");
    expect((await notify(world, paidNotice)).text).toBe("SUCCESS");
    expect(await read(order)).toMatchObject({ state: "paid", refunded: { amount: "30.00" }, refunds: [{ state: "refunded" }] });
    expect(changesTo(await read(after), "refunded")).toBe(1);
  });

  it.each([0, 1, 2, 3, 4, 5])("of one payment and two refunds end alike in every order: %i", async (which) => {
    const order = await collect();
    const payment = await pay(order);
    const first = await refund(await enquire(order), "10.00");
    const second = await refund(await read(order), "20.00");
    const all = [payment, first.notice, second.notice];
    const [a = "", b = "", c = ""] =
      [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
      ][which]?.map((index) => all[index]) ?? [];
    for (const notice of [a, b, c, a, payment]) expect((await notify(world, notice)).text).toBe("SUCCESS");
    const end = await enquire(order);
    expect(end).toMatchObject({ state: "paid", refunded: { amount: "30.00" }, refundable: { amount: "58.00" } });
    expect([changesTo(end, "paid"), changesTo(end, "refunded")]).toEqual([2, 2]);
  });

  it("of a payment after its refund do not take the refund back", async () => {
    const order = await collect();
    const notice = await pay(order);
    await notify(world, notice);
    const { after } = await refund(await read(order), "88.00");
    expect((await notify(world, notice)).text).toBe("SUCCESS");
    const { timeline: _before, ...known } = await read(after);
    const { timeline: _after, ...now } = await read(order);
    expect(now).toEqual(known);
    expect(now).toMatchObject({ state: "paid", refunded: { amount: "88.00" }, can: { refund: false } });
  });

  it("of a payment after its order ran out still pay it", async () => {
    const order = await collect();
    await world.advance(25 * HOUR);
    await world.rounds.enquire();
    await world.rounds.expire();
    expect((await read(order)).state).toBe("expired");
    expect((await notify(world, await pay(order, true))).text).toBe("SUCCESS");
    expect(await read(order)).toMatchObject({ state: "paid", payments: [{ state: "paid" }] });
  });

  it("of a payment after its order was cancelled still pay it", async () => {
    const order = await collect();
    expect((await owner.trpc.orders.cancel.mutate({ orderId: order.id })).state).toBe("cancelled");
    expect((await notify(world, await pay(order, true))).text).toBe("SUCCESS");
    expect(await read(order)).toMatchObject({ state: "paid", payments: [{ state: "paid" }] });
  });

  it("of a second payment of one order leave the first counting and show the other beside it", async () => {
    const order = await collect();
    await world.advance(29.5 * 60_000);
    const renewed = await owner.trpc.orders.refreshQr.mutate({ orderId: order.id });
    await notify(world, await pay(renewed));
    expect((await notify(world, await pay(order, true))).text).toBe("SUCCESS");
    const both = await read(order);
    expect(both.payments.map((payment) => [payment.state, payment.counts])).toEqual([
      ["paid", false],
      ["paid", true],
    ]);
    expect(both.refundable.amount).toBe("88.00");
  });

  it("a day late still pay, and an enquiry before them makes no difference", async () => {
    const order = await collect();
    const notice = await pay(order);
    await world.advance(24.4 * HOUR);
    await Promise.all([enquire(order), notify(world, notice)]);
    const paid = await eventually(
      () => read(order),
      (seen) => seen.state === "paid",
    );
    expect(changesTo(paid, "paid")).toBe(2);
  });
});

describe("after all of this", () => {
  it("every promise about money is kept", async () => {
    expect(await brokenInvariants(database.db.read.sql)).toEqual([]);
  });
});
