import { useTestDatabase } from "@tillbook/db/testing";
import { describe, expect, it } from "vitest";
import { refundQueue } from "./testing/index.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const queue = refundQueue(useTestDatabase());

describe("a refund for which today's takings are too small", () => {
  it("waits, says when it is tried next, and succeeds under the same number once there are takings", async () => {
    const order = await queue.desk.paid("80.00");
    await queue.noonOfNextDay();
    const refund = await queue.desk.refund(order, "80.00");
    expect(refund).toMatchObject({
      state: "submitted",
      respcd: "1269",
      sends: 1,
      waits: { because: "1269" },
      can: { takeBack: true, tryNow: true },
    });
    expect((await queue.desk.order(order)).refunding.amount).toBe("80.00");
    await queue.untilNextTry(refund);
    const second = await queue.desk.read(refund);
    expect(second).toMatchObject({ state: "submitted", sends: 2, waits: { because: "1269" } });
    await queue.desk.paid("90.00");
    await queue.untilNextTry(second);
    expect(await queue.desk.read(refund)).toMatchObject({ state: "refunded", sends: 3, waits: null, outTradeNo: refund.outTradeNo });
    expect(await queue.desk.sendings(refund.outTradeNo)).toBe(3);
    expect(await queue.backAtQfpay(refund.outTradeNo)).toBe(1);
  });

  it("is tried at once when a person says so", async () => {
    const order = await queue.desk.paid("30.00");
    await queue.noonOfNextDay();
    const refund = await queue.desk.refund(order, "30.00");
    await queue.desk.paid("31.00");
    expect(await queue.desk.owner.trpc.refunds.tryNow.mutate({ refundId: refund.id })).toMatchObject({ state: "refunded", sends: 2 });
    await expect(queue.desk.owner.trpc.refunds.tryNow.mutate({ refundId: refund.id })).rejects.toMatchObject({
      data: { appCode: "changed_meanwhile" },
    });
  });

  it("fails with QFPay's reason after some days, and its money is free again", async () => {
    const order = await queue.desk.paid("70.00");
    await queue.noonOfNextDay();
    let refund = await queue.desk.refund(order, "70.00");
    for (let tries = 0; refund.waits !== null && tries < 60; tries++) {
      await queue.untilNextTry(refund);
      refund = await queue.desk.read(refund);
    }
    expect(refund).toMatchObject({ state: "failed", respcd: "1269" });
    expect(refund.sends).toBeGreaterThan(5);
    expect(await queue.backAtQfpay(refund.outTradeNo)).toBe(0);
    expect((await queue.desk.order(order)).refundable.amount).toBe("70.00");
    expect((await queue.desk.owner.trpc.refunds.list.query({ place: "failed" })).items.map(({ id }) => id)).toContain(refund.id);
  });

  it("can be taken back while it waits, and is not sent any more", async () => {
    const order = await queue.desk.paid("60.00");
    await queue.noonOfNextDay();
    const refund = await queue.desk.refund(order, "60.00");
    expect(await queue.desk.owner.trpc.refunds.takeBack.mutate({ refundId: refund.id })).toMatchObject({ state: "declined", waits: null });
    await queue.world.advance(3 * HOUR);
    await queue.world.rounds.sendRefunds();
    expect(await queue.desk.sendings(refund.outTradeNo)).toBe(1);
  });
});

describe("QFPay's nightly pause", () => {
  it("holds a refund until it is over, and then sends it once", async () => {
    await queue.desk.policies({ refundFromTakings: false });
    const order = await queue.desk.paid("20.00");
    const day = queue.world.now().toISOString().slice(0, 10);
    await queue.world.setClock(new Date(`${day}T23:40:00+08:00`));
    const refund = await queue.desk.refund(order, "20.00");
    expect(refund).toMatchObject({ state: "queued", sends: 0, waits: { because: "blackout" } });
    await queue.world.advance(40 * MINUTE);
    await queue.world.rounds.sendRefunds();
    expect(await queue.desk.sendings(refund.outTradeNo)).toBe(0);
    await queue.untilNextTry(refund);
    expect(await queue.desk.read(refund)).toMatchObject({ state: "refunded", sends: 1 });
  });

  it("is known by QFPay's own clock too: refused before ours says so, it waits as well", async () => {
    await queue.desk.policies({ refundFromTakings: false, refundBlackoutFrom: "23:20:00" });
    const order = await queue.desk.paid("21.00");
    const day = new Date(queue.world.now().getTime() + 8 * HOUR).toISOString().slice(0, 10);
    await queue.world.setClock(new Date(`${day}T23:28:00+08:00`));
    const refund = await queue.desk.refund(order, "21.00");
    expect(refund).toMatchObject({ state: "submitted", waits: { because: "1265" }, sends: 1 });
    await queue.desk.policies({ refundFromTakings: false, refundBlackoutFrom: "23:30:00" });
    await queue.untilNextTry(refund);
    expect(await queue.desk.read(refund)).toMatchObject({ state: "refunded", sends: 2 });
    await queue.noonOfNextDay();
  });
});

describe("several refunds of one payment", () => {
  it("go to QFPay one after the other: the second waits until the first is done", async () => {
    await queue.desk.policies({ refundPending: "1145", refundPendingQueries: 1 });
    const order = await queue.desk.paid("50.00");
    const first = await queue.desk.refund(order, "20.00");
    expect(first.state).toBe("processing");
    await queue.desk.policies();
    const second = await queue.desk.refund(order, "30.00");
    expect(second).toMatchObject({ state: "queued", sends: 0, waits: { because: "earlier_refund" } });
    for (let turn = 0; turn < 3; turn++) {
      await queue.world.advance(15_000);
      await queue.world.rounds.enquire();
    }
    await queue.world.rounds.sendRefunds();
    expect([(await queue.desk.read(first)).state, (await queue.desk.read(second)).state]).toEqual(["refunded", "refunded"]);
  });

  it("are barred in parts where QFPay takes the whole only, which is said before the next one is asked for", async () => {
    await queue.desk.policies({ partialRefunds: false });
    const order = await queue.desk.paid("51.00");
    expect(await queue.desk.refund(order, "1.00")).toMatchObject({ state: "failed", respcd: "1271" });
    const paymentId = order.payments[0]?.id ?? "";
    const { checks } = await queue.desk.owner.trpc.refunds.feasibility.query({ paymentId, amount: "1.00" });
    expect(checks.filter(({ is }) => is === "refused").map(({ why }) => why)).toEqual(["part_barred"]);
    await expect(queue.desk.refund(order, "1.00")).rejects.toMatchObject({ data: { appCode: "refund_not_possible" } });
    expect((await queue.desk.refund(order, "51.00")).state).toBe("refunded");
  });
});

describe("a refund above the limit", () => {
  it("goes to QFPay by the second person's yes, and is seen by everybody until then", async () => {
    const order = await queue.desk.paid("1200.00");
    const refund = await queue.desk.refund(order, "1100.00");
    expect(refund).toMatchObject({ state: "awaiting_approval", can: { approve: false, takeBack: true } });
    const finance = await queue.world.signIn("finance");
    expect((await finance.trpc.refunds.counts.query()).approval).toBe(1);
    expect((await finance.trpc.refunds.byId.query({ refundId: refund.id })).can).toMatchObject({ approve: true, takeBack: false });
    await expect(queue.desk.owner.trpc.refunds.approve.mutate({ refundId: refund.id })).rejects.toMatchObject({
      data: { appCode: "own_request" },
    });
    expect(await queue.desk.sendings(refund.outTradeNo)).toBe(0);
    const approved = await finance.trpc.refunds.approve.mutate({ refundId: refund.id, note: "seen" });
    expect(approved).toMatchObject({ state: "refunded", decided: { by: "Yee Wong", note: "seen" } });
    expect((await queue.desk.order(order)).refundable.amount).toBe("100.00");
  });
});

describe("after all of this", () => {
  it("every promise about money is kept", async () => {
    expect(await queue.brokenPromises()).toEqual([]);
  });
});
