import { beginSending, callRefund } from "@tillbook/api/refunds";
import { useTestDatabase } from "@tillbook/db/testing";
import { describe, expect, it } from "vitest";
import { refundQueue } from "./testing/index.ts";

const MINUTE = 60_000;
const queue = refundQueue(useTestDatabase());

describe("an unclear refund", () => {
  it("is asked about and never sent again when QFPay did it", async () => {
    await queue.desk.fault({ dropAfterProcessing: true });
    const refund = await queue.desk.refund(await queue.desk.paid("15.00"), "15.00");
    expect(refund).toMatchObject({ state: "submitted", waits: null, asked: { times: 0 } });
    await queue.world.advance(15_000);
    await queue.world.rounds.enquire();
    await queue.world.rounds.sendRefunds();
    expect(await queue.desk.read(refund)).toMatchObject({ state: "refunded", sends: 1 });
    expect(await queue.desk.sendings(refund.outTradeNo)).toBe(1);
  });

  it("is sent again under its number only when QFPay surely never got it", async () => {
    await queue.desk.fault({ dropBeforeProcessing: true });
    const refund = await queue.desk.refund(await queue.desk.paid("16.00"), "16.00");
    await queue.world.advance(15_000);
    await queue.world.rounds.enquire();
    await queue.world.rounds.sendRefunds();
    expect(await queue.desk.sendings(refund.outTradeNo)).toBe(1); // too early to believe that it is absent
    await queue.world.advance(50_000);
    await queue.world.rounds.enquire();
    expect(await queue.desk.read(refund)).toMatchObject({ waits: { because: "no_answer" } });
    await queue.world.rounds.sendRefunds();
    expect(await queue.desk.read(refund)).toMatchObject({ state: "refunded", sends: 2 });
    expect(await queue.backAtQfpay(refund.outTradeNo)).toBe(1);
  });

  it("is watched on, not sent again, when QFPay has it after all by the time of its next try", async () => {
    const order = await queue.desk.paid("17.00");
    await queue.noonOfNextDay();
    const refund = await queue.desk.refund(order, "17.00");
    await queue.desk.paid("50.00");
    const { syssn } = order.payments[0] ?? { syssn: null };
    await queue.desk.portal.refundPayment({
      syssn: syssn ?? "",
      outTradeNo: refund.outTradeNo,
      amount: { minor: 1_700n, currency: "HKD" },
      txdtm: queue.world.now(),
    });
    await queue.untilNextTry(refund);
    expect(await queue.desk.read(refund)).toMatchObject({ state: "refunded", sends: 1 });
    expect(await queue.desk.sendings(refund.outTradeNo)).toBe(2); // ours, and the one that is tried here by hand
  });

  it("stays unclear while QFPay is silent, however often its turn comes", async () => {
    await queue.desk.fault({ dropBeforeProcessing: true });
    const refund = await queue.desk.refund(await queue.desk.paid("18.00"), "18.00");
    await queue.world.simulator.control("POST", "/control/faults", {
      match: { operation: "query", chance: 1 },
      action: { dropBeforeProcessing: true },
    });
    for (let turn = 0; turn < 5; turn++) {
      await queue.world.advance(2 * MINUTE);
      await queue.world.rounds.enquire();
      await queue.world.rounds.sendRefunds();
    }
    expect(await queue.desk.read(refund)).toMatchObject({ state: "submitted", sends: 1, waits: null });
    expect(await queue.desk.sendings(refund.outTradeNo)).toBe(1);
  });

  it("is taken for refused, not sent without end, when QFPay says that the payment was given back already", async () => {
    const order = await queue.desk.paid("19.00");
    await queue.desk.fault({ respcd: "1264", processed: false });
    const refused = await queue.desk.refund(order, "9.00");
    expect(refused).toMatchObject({ state: "submitted", respcd: "1264" });
    await queue.world.advance(2 * MINUTE);
    await queue.world.rounds.enquire();
    await queue.world.rounds.sendRefunds();
    expect(await queue.desk.read(refused)).toMatchObject({ state: "failed", respcd: "1264", sends: 1 });
  });
});

describe("a crash in the middle of a refund", () => {
  it("after it was written and before it was sent leaves it to the round", async () => {
    const refund = await queue.asked(await queue.desk.paid("31.00"), "31.00");
    await queue.world.rounds.sendRefunds();
    expect(await queue.desk.sendings(refund.outTradeNo)).toBe(0); // whoever asked may still be sending it
    await queue.world.advance(15_000);
    await queue.world.rounds.sendRefunds();
    expect(await queue.desk.read(refund)).toMatchObject({ state: "refunded", sends: 1 });
  });

  it("after it was written down as sent and before it was sent is asked about first, then sent", async () => {
    const refund = await queue.asked(await queue.desk.paid("32.00"), "32.00");
    expect((await beginSending(queue.desk.ctx, refund))?.refund).toMatchObject({ state: { at: "submitted" }, sends: 1 });
    await queue.world.advance(70_000);
    await queue.world.rounds.sendRefunds();
    expect(await queue.desk.sendings(refund.outTradeNo)).toBe(0);
    await queue.world.rounds.enquire();
    await queue.world.rounds.sendRefunds();
    expect(await queue.desk.read(refund)).toMatchObject({ state: "refunded", sends: 2 });
    expect(await queue.backAtQfpay(refund.outTradeNo)).toBe(1);
  });

  it("after QFPay did it and before the answer was written is found by asking", async () => {
    const refund = await queue.asked(await queue.desk.paid("33.00"), "33.00");
    const begun = await beginSending(queue.desk.ctx, refund);
    if (begun) await callRefund(queue.desk.ctx, begun);
    await queue.world.advance(70_000);
    await queue.world.rounds.enquire();
    await queue.world.rounds.sendRefunds();
    expect(await queue.desk.read(refund)).toMatchObject({ state: "refunded", sends: 1 });
    expect(await queue.desk.sendings(refund.outTradeNo)).toBe(1);
  });

  it("after QFPay refused it for now and before that was written is asked about, then sent again", async () => {
    const order = await queue.desk.paid("34.00");
    await queue.noonOfNextDay();
    const begun = await beginSending(queue.desk.ctx, await queue.asked(order, "34.00"));
    if (!begun) throw new Error("it was held back");
    await callRefund(queue.desk.ctx, begun);
    await queue.desk.paid("40.00");
    await queue.world.advance(70_000);
    await queue.world.rounds.enquire();
    await queue.world.rounds.sendRefunds();
    expect(await queue.desk.read(begun.refund)).toMatchObject({ state: "refunded", sends: 2 });
  });

  it("lets nobody send what another began meanwhile", async () => {
    const refund = await queue.asked(await queue.desk.paid("35.00"), "35.00");
    const both = await Promise.all([beginSending(queue.desk.ctx, refund), beginSending(queue.desk.ctx, refund)]);
    expect(both.filter((begun) => begun !== null)).toHaveLength(1);
  });
});

describe("two servers at once", () => {
  it("send each refund once, whoever takes it", async () => {
    const refunds = [];
    for (const amount of ["41.00", "42.00", "43.00"]) refunds.push(await queue.asked(await queue.desk.paid(amount), amount));
    await queue.world.advance(15_000);
    await Promise.all([queue.world.rounds.sendRefunds(), queue.world.rounds.sendRefunds(), queue.world.rounds.sendRefunds()]);
    for (const refund of refunds) {
      expect(await queue.desk.read(refund)).toMatchObject({ state: "refunded", sends: 1 });
      expect(await queue.desk.sendings(refund.outTradeNo)).toBe(1);
    }
  });
});

describe("after all of this", () => {
  it("every promise about money is kept", async () => {
    expect(await queue.brokenPromises()).toEqual([]);
  });
});
