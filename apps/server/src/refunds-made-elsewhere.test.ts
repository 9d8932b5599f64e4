import { randomUUID } from "node:crypto";
import type { OrderDetail } from "@tillbook/api/views";
import { brokenInvariants } from "@tillbook/db/invariants";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noticesAtQfpay, notify, openRefundDesk, type RefundDesk, startWorld, type World } from "./testing/index.ts";

const database = useTestDatabase();
const MINUTE = 60_000;
let world: World;
let desk: RefundDesk;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T12:00:00+08:00") });
  desk = await openRefundDesk(world);
  await world.simulator.control("POST", "/control/faults", {
    match: { operation: "notification", chance: 1 },
    action: { loseNotification: true },
  }); // every notice is sent by hand
});
afterAll(() => world.stop());

/** An order that its customer has paid at QFPay, which nobody told us. */
async function paidInSilence(amount: string): Promise<OrderDetail> {
  const made = await desk.owner.trpc.orders.create.mutate({ requestId: randomUUID(), amount, currency: "HKD", face: "qr" });
  await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: made.payments[0]?.outTradeNo });
  return made;
}

/** Somebody gives back in QFPay's own portal; answers the notice that QFPay would send, as fields. */
async function giveBackElsewhere(order: OrderDetail, minor: bigint): Promise<Record<string, unknown>> {
  const syssn = order.payments[0]?.syssn ?? "";
  const outTradeNo = `PORTAL${randomUUID().slice(0, 8)}`;
  const answer = await desk.portal.refundPayment({ syssn, outTradeNo, amount: { minor, currency: "HKD" }, txdtm: world.now() });
  expect(answer.kind).toBe("accepted");
  return noticeOf(outTradeNo);
}
async function noticeOf(outTradeNo: string | undefined): Promise<Record<string, unknown>> {
  const [text] = await noticesAtQfpay(world, outTradeNo);
  const notice: Record<string, unknown> = JSON.parse(text ?? "{}");
  return notice;
}
const naming = (order: OrderDetail, notice: Record<string, unknown>) => ({ ...notice, orig_syssn: order.payments[0]?.syssn });
function unnamed(notice: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(notice).filter(([name]) => name !== "orig_syssn" && name !== "origssn"));
}

describe("a refund that was made outside of Tillbook", () => {
  it("is shown on its order with its evidence, and nobody is offered more than what is left", async () => {
    const order = await desk.paid("100.00");
    const notice = await giveBackElsewhere(order, 4_000n);
    expect((await notify(world, naming(order, notice))).text).toBe("SUCCESS");
    const seen = await desk.order(order);
    expect(seen).toMatchObject({
      refunded: { amount: "40.00" },
      refundable: { amount: "60.00" },
      refunds: [],
      givenOutside: [{ amount: { amount: "40.00" }, respcd: "0000", syssn: notice["syssn"] }],
    });
    expect(seen.timeline).toContainEqual(
      expect.objectContaining({ kind: "observation", source: "notification", syssn: notice["syssn"], verdict: "verified" }),
    );
    await expect(desk.refund(seen, "60.01")).rejects.toMatchObject({ data: { appCode: "refund_too_large" } });
    expect((await desk.refund(seen, "60.00")).state).toBe("refunded");
    expect(await desk.order(order)).toMatchObject({
      refunded: { amount: "100.00" },
      refundable: { amount: "0.00" },
      can: { refund: false },
    });
  });

  it("counts once, however often QFPay repeats it", async () => {
    const order = await desk.paid("50.00");
    const notice = naming(order, await giveBackElsewhere(order, 1_000n));
    for (let count = 0; count < 3; count++) expect((await notify(world, notice)).text).toBe("SUCCESS");
    expect(await desk.order(order)).toMatchObject({ refunded: { amount: "10.00" }, givenOutside: [{ amount: { amount: "10.00" } }] });
  });

  it("is tied to its payment by QFPay's own book when its notice names none", async () => {
    const order = await desk.paid("51.00");
    expect((await notify(world, unnamed(await giveBackElsewhere(order, 1_100n)))).text).toBe("SUCCESS");
    expect((await desk.order(order)).refunded.amount).toBe("0.00");
    await world.rounds.lookUpRefunds();
    expect(await desk.order(order)).toMatchObject({ refunded: { amount: "11.00" }, refundable: { amount: "40.00" } });
    const before = await database.db.read.sql(`SELECT 1 FROM "Observation"`);
    await world.rounds.lookUpRefunds(); // nothing is looked up twice
    expect(await database.db.read.sql(`SELECT 1 FROM "Observation"`)).toHaveLength(before.length);
  });

  it("that is larger than its payment, or in another currency, is kept aside and moves nothing", async () => {
    const order = await desk.paid("52.00");
    const notice = naming(order, await giveBackElsewhere(order, 1_200n));
    await notify(world, { ...notice, txamt: "5201" });
    await notify(world, { ...notice, txcurrcd: "CNY" });
    expect(await desk.order(order)).toMatchObject({ refunded: { amount: "0.00" }, givenOutside: [] });
  });

  it("fails a refund that waited for the night to end, when too little is left by then", async () => {
    const order = await desk.paid("53.00");
    await desk.policies({ refundFromTakings: false });
    await world.setClock(new Date("2026-03-10T23:31:00+08:00"));
    const refund = await desk.refund(order, "50.00");
    expect(refund.state).toBe("queued");
    await desk.policies({ refundFromTakings: false, refundBlackout: false });
    await notify(world, naming(order, await giveBackElsewhere(order, 1_000n)));
    await world.setClock(new Date("2026-03-11T00:40:00+08:00"));
    await world.rounds.sendRefunds();
    expect(await desk.read(refund)).toMatchObject({ state: "failed", respcd: "too_large", sends: 0 });
    expect(await desk.order(order)).toMatchObject({ refunded: { amount: "10.00" }, refundable: { amount: "43.00" } });
    await world.setClock(new Date("2026-03-11T12:00:00+08:00"));
    await desk.paid("900.00");
  });
});

describe("a refund that is heard of before its payment", () => {
  const tellPayment = (order: OrderDetail) => noticeOf(order.payments[0]?.outTradeNo).then((notice) => notify(world, notice));
  const askNow = () => world.rounds.enquire(); // without waiting for its turn
  it.each([
    ["after the payment's notice", tellPayment, () => undefined],
    ["before the payment's notice", () => undefined, tellPayment],
    ["before our own enquiry about the payment", () => undefined, askNow],
  ])("ends alike %s", async (_when, before, after) => {
    const made = await paidInSilence("60.00");
    const back = naming(made, await giveBackElsewhere(made, 2_500n));
    await before(made);
    expect((await notify(world, back)).text).toBe("SUCCESS");
    await after(made);
    expect(await desk.order(made)).toMatchObject({
      state: "paid",
      refunded: { amount: "25.00" },
      refundable: { amount: "35.00" },
      payments: [{ state: "paid", counts: true }],
    });
  });

  it("is shown at once, and nothing can be given back until the payment's own news", async () => {
    const made = await paidInSilence("62.00");
    await notify(world, naming(made, await giveBackElsewhere(made, 2_600n)));
    expect(await desk.order(made)).toMatchObject({
      state: "open",
      refundable: { amount: "0.00" },
      givenOutside: [{ amount: { amount: "26.00" } }],
      can: { refund: false },
    });
  });

  it("has QFPay asked about a payment that we had given up", async () => {
    const made = await desk.owner.trpc.orders.create.mutate({ requestId: randomUUID(), amount: "61.00", currency: "HKD", face: "qr" });
    await world.advance(25 * 60 * MINUTE);
    await world.rounds.enquire();
    await world.rounds.expire();
    expect((await desk.order(made)).state).toBe("expired");
    await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: made.payments[0]?.outTradeNo, late: true });
    await desk.policies({ refundFromTakings: false });
    await notify(world, naming(made, await giveBackElsewhere(made, 6_100n)));
    await world.rounds.enquire();
    expect(await desk.order(made)).toMatchObject({ state: "paid", refunded: { amount: "61.00" }, refundable: { amount: "0.00" } });
  });
});

describe("after all of this", () => {
  it("every promise about money is kept", async () => {
    expect(await brokenInvariants(database.db.read.sql)).toEqual([]);
  });
});
