import { brokenInvariants } from "@tillbook/db/invariants";
import type { KnownPayment } from "@tillbook/db/payments";
import { decidesAt, EXPIRY_MARGIN_MS } from "@tillbook/domain/payments";
import { afterEach, describe, expect, it } from "vitest";
import { createOrder, orderAlone } from "../orders/index.ts";
import { askAboutPayments, enquireOpenPayments, recoverOpenPayments, submitAttempt } from "./index.ts";
import { newAttempt, openingOf } from "./new-attempt.ts";
import { type Desk, shopAtFakeQfpay, wish } from "./testing/shop.ts";

const shop = shopAtFakeQfpay();
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
afterEach(() => shop.qfpay.trouble("query", null));

const anOrder = async (desk: Desk) => (await createOrder(desk.cashier, wish(), orderAlone(desk.cashier))).order;
const anAttempt = async (desk: Desk) => (await submitAttempt(desk.cashier, (await anOrder(desk)).id, { payType: "800201" })).payment;
const attempts = (desk: Desk, count: number) => Promise.all(Array.from({ length: count }, () => anAttempt(desk)));
const ask = (desk: Desk, payments: readonly KnownPayment[]) => askAboutPayments(desk.clock, payments, { priority: "sweep" });
async function known(desk: Desk, { id }: { id: string }): Promise<KnownPayment> {
  const payment = await shop.db.read.payments.byId(desk.clock.account.id, id);
  if (!payment) throw new Error(`payment ${id} is not known`);
  return payment;
}
const statesOf = async (desk: Desk, payments: readonly { id: string }[]) =>
  (await Promise.all(payments.map((payment) => known(desk, payment)))).map(({ state }) => state.at);
const enquiriesAbout = (payment: { id: string }) =>
  shop.db.read.sql(
    `SELECT "verdict", "raw", "respcd", "request" ->> 'operation' AS "asked" FROM "Observation" WHERE "paymentId" = $1 AND "source" = 'enquiry' ORDER BY "id"`,
    [payment.id],
  );
const round = (desk: Desk) => enquireOpenPayments(desk.clock, async () => desk.clock, 40);
/** Rounds of a server, a second apart. */
async function roundsFor(desk: Desk, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    while ((await round(desk)) >= 40);
    shop.advance(SECOND);
  }
}

describe("an enquiry about many payments", () => {
  it("goes out in few calls, and every answer is written down", async () => {
    const desk = await shop.open();
    const all = await attempts(desk, 30);
    for (const { outTradeNo } of all.slice(0, 20)) shop.qfpay.pay(outTradeNo);
    const before = shop.qfpay.calls.length;
    const asked = await ask(desk, all);
    expect(shop.qfpay.calls.length - before).toBeLessThanOrEqual(8);
    expect(await statesOf(desk, all)).toEqual(all.map((_payment, index) => (index < 20 ? "paid" : "awaiting")));
    expect(all.slice(20).map(({ id }) => asked.get(id)?.said)).toEqual(all.slice(20).map(() => "unpaid"));
  });

  it.each([{ silent: true }, { status: 502 }, { respcd: "1100" }] as const)(
    "goes on where one call fails (%j), which leaves a trace and changes nothing",
    async (trouble) => {
      const desk = await shop.open();
      const [poisoned, ...others] = [await anAttempt(desk), ...(await attempts(desk, 11))];
      for (const { outTradeNo } of [poisoned, ...others]) shop.qfpay.pay(outTradeNo);
      shop.qfpay.trouble("query", trouble, poisoned.outTradeNo);
      await ask(desk, [poisoned, ...others]);
      shop.qfpay.trouble("query", null, poisoned.outTradeNo);
      const states = await statesOf(desk, others);
      expect(states.filter((state) => state === "paid").length).toBeGreaterThanOrEqual(6);
      expect(await known(desk, poisoned)).toMatchObject({ state: { at: "awaiting" }, enquiries: 1 });
      const traces = await enquiriesAbout(poisoned);
      expect(traces).toMatchObject([{ verdict: "verified", asked: "query" }]);
      expect(traces[0]?.["raw"]).toMatch(/no answer|<html>|1100/);
    },
  );

  it("stops after the first calls while QFPay cannot be reached, and comes again within seconds", async () => {
    const desk = await shop.open();
    const all = await attempts(desk, 60);
    shop.qfpay.trouble("query", { silent: true });
    const before = shop.qfpay.calls.length;
    await ask(desk, all);
    expect(shop.qfpay.calls.length - before).toBeLessThanOrEqual(4);
    for (const payment of await Promise.all(all.map((each) => known(desk, each)))) {
      expect(payment.state.at).toBe("awaiting");
      expect(payment.nextEnquiryAt?.getTime()).toBeGreaterThan(shop.now().getTime());
      expect(payment.nextEnquiryAt?.getTime()).toBeLessThanOrEqual(shop.now().getTime() + 15 * SECOND);
    }
  });
});

describe("after QFPay was away", () => {
  it("every payment is in its right state within a minute", async () => {
    const desk = await shop.open();
    const all = await attempts(desk, 60);
    shop.qfpay.trouble("query", { silent: true });
    await roundsFor(desk, 45);
    for (const { outTradeNo } of all) shop.qfpay.pay(outTradeNo); // and its notifications are lost
    shop.qfpay.trouble("query", null);
    await roundsFor(desk, 60);
    expect(await statesOf(desk, all)).toEqual(all.map(() => "paid"));
  });
});

describe("what a crash left", () => {
  /** As a server leaves it that dies after writing and before, or after, QFPay got its call. */
  async function cutOff(desk: Desk, reached: boolean): Promise<KnownPayment> {
    const order = await anOrder(desk);
    const payment = { ...newAttempt(order, "800201", shop.now()), nextEnquiryAt: new Date(shop.now().getTime() + 10 * MINUTE) }; // a dead worker holds it
    await shop.db.read.attempts.open([openingOf(desk.cashier, payment)]);
    const { outTradeNo, amount, txdtm } = payment;
    if (reached) await desk.clock.qfpay.createQrPayment({ outTradeNo, amount, txdtm });
    return known(desk, payment);
  }

  it("is asked about soon after the start, and is right within a minute whether QFPay got the call or not", async () => {
    const desk = await shop.open();
    const [made, paid, lost] = [await cutOff(desk, true), await cutOff(desk, true), await cutOff(desk, false)];
    shop.qfpay.pay(paid.outTradeNo);
    shop.advance(2 * SECOND);
    expect(await recoverOpenPayments(desk.clock)).toBeGreaterThanOrEqual(3);
    await roundsFor(desk, 8);
    expect(await statesOf(desk, [made, paid, lost])).toEqual(["awaiting", "paid", "submitted"]); // what is not there may still come
    await roundsFor(desk, 45);
    expect((await known(desk, lost)).state).toEqual({ at: "failed", respcd: "absent" });
  });

  it("is looked at again where QFPay got it late after all, so that no money is lost with a lost notification", async () => {
    const desk = await shop.open();
    const lost = await cutOff(desk, false);
    await recoverOpenPayments(desk.clock);
    await roundsFor(desk, 60);
    expect((await known(desk, lost)).state.at).toBe("failed");
    const { outTradeNo, amount, txdtm } = lost;
    await desk.clock.qfpay.createQrPayment({ outTradeNo, amount, txdtm });
    shop.qfpay.pay(outTradeNo);
    await roundsFor(desk, 70);
    expect(await known(desk, lost)).toMatchObject({ state: { at: "paid" }, late: "after_giving_up" });
    expect(await desk.cases(lost.orderId)).toMatchObject([{ kind: "paid_late", closedAt: null }]);
  });
});

describe("a payment on which QFPay never says a last word", () => {
  async function givenToAPerson(desk: Desk): Promise<KnownPayment> {
    const payment = await anAttempt(desk);
    shop.qfpay.trouble("query", { respcd: "1145" });
    shop.advance(decidesAt(payment).getTime() - shop.now().getTime() - MINUTE);
    await roundsFor(desk, 90);
    return known(desk, payment);
  }

  it("goes to a person when its plan ends, once, and is not asked about any more", async () => {
    const desk = await shop.open();
    const payment = await givenToAPerson(desk);
    expect(payment).toMatchObject({ state: { at: "awaiting" }, nextEnquiryAt: null });
    expect(payment.needsPersonAt?.getTime()).toBeGreaterThanOrEqual(decidesAt(payment).getTime());
    await ask(desk, [payment]);
    expect((await known(desk, payment)).needsPersonAt).toEqual(payment.needsPersonAt);
    expect(await desk.cases(payment.orderId)).toMatchObject([{ kind: "unclear", paymentId: payment.id, closedAt: null }]);
    expect(await shop.db.read.audit.of([payment.id])).toMatchObject([{ action: "payment.needs_person", actor: "clock" }]);
  });

  it("is paid all the same when money comes: its case closes by itself, and another says that it was late", async () => {
    const desk = await shop.open();
    const payment = await givenToAPerson(desk);
    shop.qfpay.trouble("query", null);
    shop.qfpay.pay(payment.outTradeNo);
    await ask(desk, [payment]);
    expect(await known(desk, payment)).toMatchObject({ state: { at: "paid" }, late: "after_giving_up" });
    expect((await desk.cases(payment.orderId)).map(({ kind, resolution, closedBy }) => [kind, resolution, closedBy])).toEqual([
      ["paid_late", null, null],
      ["unclear", "became_clear", "enquiry:clock"],
    ]);
  });
});

describe("an attempt that should end", () => {
  async function superseded(desk: Desk): Promise<KnownPayment> {
    const payment = await anAttempt(desk);
    await shop.db.read.payments.supersede(payment.id, shop.now());
    return payment;
  }
  const closings = ({ outTradeNo }: KnownPayment) =>
    shop.qfpay.calls.filter((call) => (call.operation === "close" || call.operation === "reversal") && call.outTradeNo === outTradeNo);

  it("is closed in the account's own way once QFPay says that nobody has paid it", async () => {
    const desk = await shop.open({ closing: "reversal GET" });
    const payment = await superseded(desk);
    await roundsFor(desk, 20);
    expect((await known(desk, payment)).state.at).toBe("cancelled");
    expect(closings(payment)).toEqual([{ operation: "reversal", method: "GET", outTradeNo: payment.outTradeNo }]);
  });

  it("is never closed where the account cannot, but watched until it is final", async () => {
    const desk = await shop.open({ closing: "cannot" });
    const payment = await superseded(desk);
    await roundsFor(desk, 20);
    expect((await known(desk, payment)).state.at).toBe("awaiting");
    shop.advance(payment.expiresAt.getTime() + EXPIRY_MARGIN_MS - shop.now().getTime());
    await roundsFor(desk, 2);
    expect((await known(desk, payment)).state.at).toBe("expired");
    expect(closings(payment)).toEqual([]);
  });

  it("is not closed while QFPay works on it, and not for ever where QFPay refuses", async () => {
    const desk = await shop.open();
    const payment = await superseded(desk);
    shop.qfpay.trouble("query", { respcd: "1145" });
    await roundsFor(desk, 30);
    expect(closings(payment)).toEqual([]);
    shop.qfpay.trouble("query", null);
    shop.qfpay.trouble("close", { respcd: "1297" });
    await roundsFor(desk, 240);
    shop.qfpay.trouble("close", null);
    expect(closings(payment)).toHaveLength(3);
    expect((await known(desk, payment)).state.at).toBe("awaiting");
  });
});

describe("after all of this", () => {
  it("every promise about money is kept", async () => {
    expect(await brokenInvariants(shop.db.read.sql)).toEqual([]);
  });
});
