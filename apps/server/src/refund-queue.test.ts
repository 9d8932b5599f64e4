import { beginSending, callRefund, requestRefund } from "@tillbook/api/refunds";
import type { OrderDetail } from "@tillbook/api/views";
import { brokenInvariants } from "@tillbook/db/invariants";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openRefundDesk, type RefundDesk, startWorld, type World } from "./testing/index.ts";

const database = useTestDatabase();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let world: World;
let desk: RefundDesk;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T12:00:00+08:00") });
  desk = await openRefundDesk(world);
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.simulator.control("POST", "/control/faults", {
    match: { operation: "notification", chance: 1 },
    action: { loseNotification: true },
  });
});
afterEach(async () => {
  await world.simulator.control("DELETE", "/control/faults");
  await desk.policies();
});

/** Noon of the next day, when no takings are there yet. */
async function noonOfNextDay(): Promise<void> {
  const day = new Date(world.now().getTime() + 32 * HOUR).toISOString().slice(0, 10);
  await world.setClock(new Date(`${day}T12:00:00+08:00`));
}
const backAtQfpay = async (outTradeNo: string) =>
  (await world.simulator.book()).filter((row) => row.kind === "refund" && row.out_trade_no === outTradeNo && row.respcd === "0000").length;
/** The time of the plan comes, and the round that sends. */
async function untilNextTry(refund: { waits: { nextSendAt: string } | null }): Promise<void> {
  await world.setClock(new Date(Date.parse(refund.waits?.nextSendAt ?? "") + 1_000));
  await world.rounds.sendRefunds();
}
async function asked(order: OrderDetail, amount: string) {
  const paymentId = order.payments[0]?.id ?? "";
  return (await requestRefund(desk.ctx, { requestId: crypto.randomUUID(), paymentId, amount, reason: "returned goods" })).refund;
}

describe("a refund for which today's takings are too small", () => {
  it("waits, says when it is tried next, and succeeds under the same number once there are takings", async () => {
    const order = await desk.paid("80.00");
    await noonOfNextDay();
    const refund = await desk.refund(order, "80.00");
    expect(refund).toMatchObject({
      state: "submitted",
      respcd: "1269",
      sends: 1,
      waits: { because: "1269" },
      can: { takeBack: true, tryNow: true },
    });
    expect((await desk.order(order)).refunding.amount).toBe("80.00");
    await untilNextTry(refund);
    const second = await desk.read(refund);
    expect(second).toMatchObject({ state: "submitted", sends: 2, waits: { because: "1269" } });
    await desk.paid("90.00");
    await untilNextTry(second);
    expect(await desk.read(refund)).toMatchObject({ state: "refunded", sends: 3, waits: null, outTradeNo: refund.outTradeNo });
    expect(await desk.sendings(refund.outTradeNo)).toBe(3);
    expect(await backAtQfpay(refund.outTradeNo)).toBe(1);
  });

  it("is tried at once when a person says so", async () => {
    const order = await desk.paid("30.00");
    await noonOfNextDay();
    const refund = await desk.refund(order, "30.00");
    await desk.paid("31.00");
    expect(await desk.owner.trpc.refunds.tryNow.mutate({ refundId: refund.id })).toMatchObject({ state: "refunded", sends: 2 });
    await expect(desk.owner.trpc.refunds.tryNow.mutate({ refundId: refund.id })).rejects.toMatchObject({
      data: { appCode: "changed_meanwhile" },
    });
  });

  it("fails with QFPay's reason after some days, and its money is free again", async () => {
    const order = await desk.paid("70.00");
    await noonOfNextDay();
    let refund = await desk.refund(order, "70.00");
    for (let tries = 0; refund.waits !== null && tries < 60; tries++) {
      await untilNextTry(refund);
      refund = await desk.read(refund);
    }
    expect(refund).toMatchObject({ state: "failed", respcd: "1269" });
    expect(refund.sends).toBeGreaterThan(5);
    expect(await backAtQfpay(refund.outTradeNo)).toBe(0);
    expect((await desk.order(order)).refundable.amount).toBe("70.00");
    expect((await desk.owner.trpc.refunds.list.query({ place: "failed" })).items.map(({ id }) => id)).toContain(refund.id);
  });

  it("can be taken back while it waits, and is not sent any more", async () => {
    const order = await desk.paid("60.00");
    await noonOfNextDay();
    const refund = await desk.refund(order, "60.00");
    expect(await desk.owner.trpc.refunds.takeBack.mutate({ refundId: refund.id })).toMatchObject({ state: "declined", waits: null });
    await world.advance(3 * HOUR);
    await world.rounds.sendRefunds();
    expect(await desk.sendings(refund.outTradeNo)).toBe(1);
  });
});

describe("QFPay's nightly pause", () => {
  it("holds a refund until it is over, and then sends it once", async () => {
    await desk.policies({ refundFromTakings: false });
    const order = await desk.paid("20.00");
    const day = world.now().toISOString().slice(0, 10);
    await world.setClock(new Date(`${day}T23:40:00+08:00`));
    const refund = await desk.refund(order, "20.00");
    expect(refund).toMatchObject({ state: "queued", sends: 0, waits: { because: "blackout" } });
    await world.advance(40 * MINUTE);
    await world.rounds.sendRefunds();
    expect(await desk.sendings(refund.outTradeNo)).toBe(0);
    await untilNextTry(refund);
    expect(await desk.read(refund)).toMatchObject({ state: "refunded", sends: 1 });
  });

  it("is known by QFPay's own clock too: refused before ours says so, it waits as well", async () => {
    await desk.policies({ refundFromTakings: false, refundBlackoutFrom: "23:20:00" });
    const order = await desk.paid("21.00");
    const day = new Date(world.now().getTime() + 8 * HOUR).toISOString().slice(0, 10);
    await world.setClock(new Date(`${day}T23:28:00+08:00`));
    const refund = await desk.refund(order, "21.00");
    expect(refund).toMatchObject({ state: "submitted", waits: { because: "1265" }, sends: 1 });
    await desk.policies({ refundFromTakings: false, refundBlackoutFrom: "23:30:00" });
    await untilNextTry(refund);
    expect(await desk.read(refund)).toMatchObject({ state: "refunded", sends: 2 });
    await noonOfNextDay();
  });
});

describe("an unclear refund", () => {
  it("is asked about and never sent again when QFPay did it", async () => {
    await desk.fault({ dropAfterProcessing: true });
    const refund = await desk.refund(await desk.paid("15.00"), "15.00");
    expect(refund).toMatchObject({ state: "submitted", waits: null, asked: { times: 0 } });
    await world.advance(15_000);
    await world.rounds.enquire();
    await world.rounds.sendRefunds();
    expect(await desk.read(refund)).toMatchObject({ state: "refunded", sends: 1 });
    expect(await desk.sendings(refund.outTradeNo)).toBe(1);
  });

  it("is sent again under its number only when QFPay surely never got it", async () => {
    await desk.fault({ dropBeforeProcessing: true });
    const refund = await desk.refund(await desk.paid("16.00"), "16.00");
    await world.advance(15_000);
    await world.rounds.enquire();
    await world.rounds.sendRefunds();
    expect(await desk.sendings(refund.outTradeNo)).toBe(1); // too early to believe that it is absent
    await world.advance(50_000);
    await world.rounds.enquire();
    expect(await desk.read(refund)).toMatchObject({ waits: { because: "no_answer" } });
    await world.rounds.sendRefunds();
    expect(await desk.read(refund)).toMatchObject({ state: "refunded", sends: 2 });
    expect(await backAtQfpay(refund.outTradeNo)).toBe(1);
  });

  it("is watched on, not sent again, when QFPay has it after all by the time of its next try", async () => {
    const order = await desk.paid("17.00");
    await noonOfNextDay();
    const refund = await desk.refund(order, "17.00");
    await desk.paid("50.00");
    const { syssn } = order.payments[0] ?? { syssn: null };
    await desk.portal.refundPayment({
      syssn: syssn ?? "",
      outTradeNo: refund.outTradeNo,
      amount: { minor: 1_700n, currency: "HKD" },
      txdtm: world.now(),
    });
    await untilNextTry(refund);
    expect(await desk.read(refund)).toMatchObject({ state: "refunded", sends: 1 });
    expect(await desk.sendings(refund.outTradeNo)).toBe(2); // ours, and the one that is tried here by hand
  });

  it("stays unclear while QFPay is silent, however often its turn comes", async () => {
    await desk.fault({ dropBeforeProcessing: true });
    const refund = await desk.refund(await desk.paid("18.00"), "18.00");
    await world.simulator.control("POST", "/control/faults", {
      match: { operation: "query", chance: 1 },
      action: { dropBeforeProcessing: true },
    });
    for (let turn = 0; turn < 5; turn++) {
      await world.advance(2 * MINUTE);
      await world.rounds.enquire();
      await world.rounds.sendRefunds();
    }
    expect(await desk.read(refund)).toMatchObject({ state: "submitted", sends: 1, waits: null });
    expect(await desk.sendings(refund.outTradeNo)).toBe(1);
  });

  it("is taken for refused, not sent without end, when QFPay says that the payment was given back already", async () => {
    const order = await desk.paid("19.00");
    await desk.fault({ respcd: "1264", processed: false });
    const refused = await desk.refund(order, "9.00");
    expect(refused).toMatchObject({ state: "submitted", respcd: "1264" });
    await world.advance(2 * MINUTE);
    await world.rounds.enquire();
    await world.rounds.sendRefunds();
    expect(await desk.read(refused)).toMatchObject({ state: "failed", respcd: "1264", sends: 1 });
  });
});

describe("a crash in the middle of a refund", () => {
  it("after it was written and before it was sent leaves it to the round", async () => {
    const refund = await asked(await desk.paid("31.00"), "31.00");
    await world.rounds.sendRefunds();
    expect(await desk.sendings(refund.outTradeNo)).toBe(0); // whoever asked may still be sending it
    await world.advance(15_000);
    await world.rounds.sendRefunds();
    expect(await desk.read(refund)).toMatchObject({ state: "refunded", sends: 1 });
  });

  it("after it was written down as sent and before it was sent is asked about first, then sent", async () => {
    const refund = await asked(await desk.paid("32.00"), "32.00");
    expect((await beginSending(desk.ctx, refund))?.refund).toMatchObject({ state: { at: "submitted" }, sends: 1 });
    await world.advance(70_000);
    await world.rounds.sendRefunds();
    expect(await desk.sendings(refund.outTradeNo)).toBe(0);
    await world.rounds.enquire();
    await world.rounds.sendRefunds();
    expect(await desk.read(refund)).toMatchObject({ state: "refunded", sends: 2 });
    expect(await backAtQfpay(refund.outTradeNo)).toBe(1);
  });

  it("after QFPay did it and before the answer was written is found by asking", async () => {
    const refund = await asked(await desk.paid("33.00"), "33.00");
    const begun = await beginSending(desk.ctx, refund);
    if (begun) await callRefund(desk.ctx, begun);
    await world.advance(70_000);
    await world.rounds.enquire();
    await world.rounds.sendRefunds();
    expect(await desk.read(refund)).toMatchObject({ state: "refunded", sends: 1 });
    expect(await desk.sendings(refund.outTradeNo)).toBe(1);
  });

  it("after QFPay refused it for now and before that was written is asked about, then sent again", async () => {
    const order = await desk.paid("34.00");
    await noonOfNextDay();
    const begun = await beginSending(desk.ctx, await asked(order, "34.00"));
    if (!begun) throw new Error("it was held back");
    await callRefund(desk.ctx, begun);
    await desk.paid("40.00");
    await world.advance(70_000);
    await world.rounds.enquire();
    await world.rounds.sendRefunds();
    expect(await desk.read(begun.refund)).toMatchObject({ state: "refunded", sends: 2 });
  });

  it("lets nobody send what another began meanwhile", async () => {
    const refund = await asked(await desk.paid("35.00"), "35.00");
    const both = await Promise.all([beginSending(desk.ctx, refund), beginSending(desk.ctx, refund)]);
    expect(both.filter((begun) => begun !== null)).toHaveLength(1);
  });
});

describe("two servers at once", () => {
  it("send each refund once, whoever takes it", async () => {
    const refunds = [];
    for (const amount of ["41.00", "42.00", "43.00"]) refunds.push(await asked(await desk.paid(amount), amount));
    await world.advance(15_000);
    await Promise.all([world.rounds.sendRefunds(), world.rounds.sendRefunds(), world.rounds.sendRefunds()]);
    for (const refund of refunds) {
      expect(await desk.read(refund)).toMatchObject({ state: "refunded", sends: 1 });
      expect(await desk.sendings(refund.outTradeNo)).toBe(1);
    }
  });
});

describe("several refunds of one payment", () => {
  it("go to QFPay one after the other: the second waits until the first is done", async () => {
    await desk.policies({ refundPending: "1145", refundPendingQueries: 1 });
    const order = await desk.paid("50.00");
    const first = await desk.refund(order, "20.00");
    expect(first.state).toBe("processing");
    await desk.policies();
    const second = await desk.refund(order, "30.00");
    expect(second).toMatchObject({ state: "queued", sends: 0, waits: { because: "earlier_refund" } });
    for (let turn = 0; turn < 3; turn++) {
      await world.advance(15_000);
      await world.rounds.enquire();
    }
    await world.rounds.sendRefunds();
    expect([(await desk.read(first)).state, (await desk.read(second)).state]).toEqual(["refunded", "refunded"]);
  });

  it("are barred in parts where QFPay takes the whole only, which is said before the next one is asked for", async () => {
    await desk.policies({ partialRefunds: false });
    const order = await desk.paid("51.00");
    expect(await desk.refund(order, "1.00")).toMatchObject({ state: "failed", respcd: "1271" });
    const paymentId = order.payments[0]?.id ?? "";
    const { checks } = await desk.owner.trpc.refunds.feasibility.query({ paymentId, amount: "1.00" });
    expect(checks.filter(({ is }) => is === "refused").map(({ why }) => why)).toEqual(["part_barred"]);
    await expect(desk.refund(order, "1.00")).rejects.toMatchObject({ data: { appCode: "refund_not_possible" } });
    expect((await desk.refund(order, "51.00")).state).toBe("refunded");
  });
});

describe("a refund above the limit", () => {
  it("goes to QFPay by the second person's yes, and is seen by everybody until then", async () => {
    const order = await desk.paid("1200.00");
    const refund = await desk.refund(order, "1100.00");
    expect(refund).toMatchObject({ state: "awaiting_approval", can: { approve: false, takeBack: true } });
    const finance = await world.signIn("finance");
    expect((await finance.trpc.refunds.counts.query()).approval).toBe(1);
    expect((await finance.trpc.refunds.byId.query({ refundId: refund.id })).can).toMatchObject({ approve: true, takeBack: false });
    await expect(desk.owner.trpc.refunds.approve.mutate({ refundId: refund.id })).rejects.toMatchObject({
      data: { appCode: "own_request" },
    });
    expect(await desk.sendings(refund.outTradeNo)).toBe(0);
    const approved = await finance.trpc.refunds.approve.mutate({ refundId: refund.id, note: "seen" });
    expect(approved).toMatchObject({ state: "refunded", decided: { by: "Yee Wong", note: "seen" } });
    expect((await desk.order(order)).refundable.amount).toBe("100.00");
  });
});

describe("after all of this", () => {
  it("every promise about money is kept", async () => {
    expect(await brokenInvariants(database.db.read.sql)).toEqual([]);
  });
});
