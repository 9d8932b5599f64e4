import { brokenInvariants } from "@tillbook/db/invariants";
import type { KnownPayment } from "@tillbook/db/payments";
import { decidesAt, EXPIRY_MARGIN_MS } from "@tillbook/domain/payments";
import { afterEach, describe, expect, it } from "vitest";
import { askAboutPayments, enquireOpenPayments, ensureQr } from "../payments/index.ts";
import { type Desk, shopAtFakeQfpay, wish } from "../payments/testing/shop.ts";
import { cancelOrder, collect, expireOrder, type ResolveCase, resolveCase } from "./index.ts";

const shop = shopAtFakeQfpay();
const MINUTE = 60_000;
afterEach(() => shop.qfpay.trouble("query", null));

type Attempt = { orderId: string; payment: KnownPayment };
async function collected(desk: Desk): Promise<Attempt> {
  const orderId = await collect(desk.cashier, wish());
  const [payment] = await desk.payments(orderId);
  if (!payment) throw new Error("nothing was collected");
  return { orderId, payment };
}
/** The customer pays, and QFPay is asked. */
async function paid(desk: Desk, payment: KnownPayment): Promise<void> {
  shop.qfpay.pay(payment.outTradeNo);
  await askAboutPayments(desk.clock, [payment]);
}
const standing = async (desk: Desk, { orderId }: Attempt) => ({
  order: (await shop.db.read.orders.byId(desk.clock.account.id, orderId))?.state,
  payments: (await desk.payments(orderId)).map(({ state, late }) => [state.at, late]),
  cases: (await desk.cases(orderId)).map(({ kind, resolution }) => [kind, resolution]),
});
const changesOf = async ({ orderId }: Attempt) =>
  (await shop.db.read.observations.changesOfOrder(orderId)).map(({ subject, before, after, actor, details }) => ({
    subject,
    before,
    after,
    actor,
    details,
  }));
async function theCase(desk: Desk, { orderId }: Attempt) {
  const [aCase] = await desk.cases(orderId);
  if (!aCase) throw new Error("there is no case");
  return aCase;
}
const resolve = async (desk: Desk, attempt: Attempt, resolution: ResolveCase["resolution"], note?: string) =>
  resolveCase(desk.finance, { caseId: (await theCase(desk, attempt)).id, resolution, ...(note === undefined ? {} : { note }) });

/** Cancelled while the account cannot close anything, and paid all the same. */
async function paidAfterCancel(desk: Desk): Promise<Attempt> {
  const attempt = await collected(desk);
  await cancelOrder(desk.cashier, attempt);
  await paid(desk, attempt.payment);
  return attempt;
}

/** Two codes of one order, both paid: the first could not be closed when the second took its place. */
async function paidTwice(desk: Desk): Promise<Attempt & { twin: KnownPayment }> {
  const attempt = await collected(desk);
  shop.advance(29.5 * MINUTE);
  const second = await ensureQr(desk.cashier, attempt.orderId);
  await paid(desk, second);
  await paid(desk, attempt.payment);
  return { ...attempt, twin: attempt.payment };
}

async function unclearToTheEnd(desk: Desk): Promise<Attempt> {
  const attempt = await collected(desk);
  shop.qfpay.trouble("query", { respcd: "1145" });
  shop.advance(decidesAt(attempt.payment).getTime() - shop.now().getTime());
  await askAboutPayments(desk.clock, [attempt.payment]);
  return attempt;
}

describe("cancelling an order", () => {
  it("stops new attempts at once and watches the last one until it is final, where it cannot be closed", async () => {
    const desk = await shop.open({ closing: "cannot" });
    const attempt = await collected(desk);
    const before = shop.qfpay.calls.length;
    await cancelOrder(desk.cashier, attempt);
    await expect(ensureQr(desk.cashier, attempt.orderId)).rejects.toMatchObject({ code: "order_not_open" });
    expect(shop.qfpay.calls.slice(before).map(({ operation }) => operation)).not.toContain("close");
    expect(await standing(desk, attempt)).toEqual({ order: "cancelled", payments: [["awaiting", null]], cases: [] });
    shop.advance(30 * MINUTE + EXPIRY_MARGIN_MS);
    await askAboutPayments(desk.clock, [attempt.payment]);
    expect(await standing(desk, attempt)).toEqual({ order: "cancelled", payments: [["expired", null]], cases: [] });
  });

  it("closes the last attempt where that can be done", async () => {
    const desk = await shop.open();
    const attempt = await collected(desk);
    await cancelOrder(desk.cashier, attempt);
    expect(await standing(desk, attempt)).toEqual({ order: "cancelled", payments: [["cancelled", null]], cases: [] });
  });

  it("looks at what was closed once more: money that came all the same is found without its notification", async () => {
    const desk = await shop.open();
    const attempt = await collected(desk);
    await cancelOrder(desk.cashier, attempt);
    shop.qfpay.pay(attempt.payment.outTradeNo);
    shop.advance(31_000);
    await enquireOpenPayments(desk.clock, async () => desk.clock, 100);
    expect(await standing(desk, attempt)).toEqual({ order: "paid", payments: [["paid", "after_cancel"]], cases: [["paid_late", null]] });
  });

  it("while QFPay is silent closes nothing: what looks unpaid may have been paid", async () => {
    const desk = await shop.open({ closing: "reversal POST" });
    const attempt = await collected(desk);
    shop.qfpay.trouble("query", { silent: true });
    await cancelOrder(desk.cashier, attempt);
    expect(shop.qfpay.calls.filter(({ operation }) => operation === "reversal")).toEqual([]);
    shop.qfpay.trouble("query", null);
    await paid(desk, attempt.payment);
    expect(await standing(desk, attempt)).toMatchObject({ order: "paid", payments: [["paid", "after_cancel"]] });
  });
});

describe("money that comes late", () => {
  it("after a cancellation still pays the order, says so in its events, and opens a case", async () => {
    const desk = await shop.open({ closing: "cannot" });
    const attempt = await paidAfterCancel(desk);
    expect(await standing(desk, attempt)).toEqual({ order: "paid", payments: [["paid", "after_cancel"]], cases: [["paid_late", null]] });
    expect((await changesOf(attempt)).slice(-2)).toEqual([
      { subject: "payment", before: "awaiting", after: "paid", actor: "enquiry:clock", details: { late: "after_cancel" } },
      { subject: "order", before: "cancelled", after: "paid", actor: "enquiry:clock", details: { late: "after_cancel" } },
    ]);
  });

  it("after the code and the order ran out still pays", async () => {
    const desk = await shop.open();
    const attempt = await collected(desk);
    shop.advance(25 * 60 * MINUTE);
    await askAboutPayments(desk.clock, [attempt.payment]);
    await expireOrder(desk.clock, attempt);
    expect((await standing(desk, attempt)).order).toBe("expired");
    await paid(desk, attempt.payment);
    expect(await standing(desk, attempt)).toEqual({ order: "paid", payments: [["paid", "after_expiry"]], cases: [["paid_late", null]] });
  });

  it("in time opens no case", async () => {
    const desk = await shop.open();
    const attempt = await collected(desk);
    await paid(desk, attempt.payment);
    expect(await standing(desk, attempt)).toEqual({ order: "paid", payments: [["paid", null]], cases: [] });
  });

  it("is kept by a decision with a name, once", async () => {
    const desk = await shop.open({ closing: "cannot" });
    const attempt = await paidAfterCancel(desk);
    await resolve(desk, attempt, "accepted", "the customer took the goods");
    expect(await theCase(desk, attempt)).toMatchObject({
      resolution: "accepted",
      closedBy: "staff:yee",
      note: "the customer took the goods",
    });
    expect(await shop.db.read.audit.of([attempt.payment.id])).toMatchObject([{ action: "case.accepted", actor: "staff:yee" }]);
    await expect(resolve(desk, attempt, "accepted")).rejects.toMatchObject({ code: "changed_meanwhile" });
  });
});

describe("an order that is paid twice", () => {
  it("counts the payment that was heard of first; the other is a twin, and a person decides", async () => {
    const desk = await shop.open({ closing: "cannot" });
    const attempt = await paidTwice(desk);
    const [first, second] = await desk.payments(attempt.orderId);
    expect(first?.supersededAt).not.toBeNull();
    expect((await shop.db.read.orders.byId(desk.clock.account.id, attempt.orderId))?.paidPaymentId).toBe(second?.id);
    expect(await desk.cases(attempt.orderId)).toMatchObject([{ kind: "twin", paymentId: first?.id, closedAt: null }]);
    expect((await changesOf(attempt)).at(-1)).toMatchObject({ subject: "payment", after: "paid", details: { twin: true } });
  });

  it("may keep both", async () => {
    const desk = await shop.open({ closing: "cannot" });
    const attempt = await paidTwice(desk);
    await resolve(desk, attempt, "accepted", "for the next order");
    expect(await standing(desk, attempt)).toMatchObject({ cases: [["twin", "accepted"]] });
  });
});

describe("a payment that nobody can say anything of", () => {
  it("may be declared unpaid, with a reason; money that comes all the same wins", async () => {
    const desk = await shop.open();
    const attempt = await unclearToTheEnd(desk);
    await resolve(desk, attempt, "declared_unpaid", "not in the bank");
    expect(await standing(desk, attempt)).toMatchObject({ payments: [["failed", null]], cases: [["unclear", "declared_unpaid"]] });
    expect((await changesOf(attempt)).at(-1)).toEqual({
      subject: "payment",
      before: "awaiting",
      after: "failed",
      actor: "staff:yee",
      details: { declared: true },
    });
    expect((await desk.payments(attempt.orderId))[0]?.state).toEqual({ at: "failed", respcd: "person" });
    shop.qfpay.trouble("query", null);
    await paid(desk, attempt.payment);
    expect(await standing(desk, attempt)).toMatchObject({ order: "paid", payments: [["paid", "after_giving_up"]] });
    expect((await desk.cases(attempt.orderId)).map(({ kind, resolution }) => [kind, resolution])).toEqual([
      ["paid_late", null],
      ["unclear", "declared_unpaid"],
    ]);
  });

  it("is not declared unpaid once it became clear", async () => {
    const desk = await shop.open();
    const attempt = await unclearToTheEnd(desk);
    shop.qfpay.trouble("query", null);
    await askAboutPayments(desk.owner, [attempt.payment], { priority: "people" });
    expect(await standing(desk, attempt)).toMatchObject({ payments: [["expired", null]], cases: [["unclear", "became_clear"]] });
    await expect(resolve(desk, attempt, "declared_unpaid", "too late")).rejects.toMatchObject({ code: "changed_meanwhile" });
  });
});

describe("an answer of QFPay's that does not fit our books", () => {
  it("pays nothing and is one case, however often it is given, also after a person set it aside", async () => {
    const desk = await shop.open();
    const attempt = await collected(desk);
    Object.assign(shop.qfpay.pay(attempt.payment.outTradeNo), { txamt: "1" });
    for (const _time of [1, 2]) await askAboutPayments(desk.clock, [attempt.payment]);
    expect(await standing(desk, attempt)).toEqual({ order: "open", payments: [["awaiting", null]], cases: [["quarantined", null]] });
    expect((await desk.payments(attempt.orderId))[0]?.enquiries).toBe(2);
    await resolve(desk, attempt, "dismissed", "QFPay looks into it");
    await askAboutPayments(desk.clock, [attempt.payment]);
    expect((await standing(desk, attempt)).cases).toEqual([["quarantined", "dismissed"]]);
    Object.assign(shop.qfpay.pay(attempt.payment.outTradeNo), { txamt: "8800" });
    await askAboutPayments(desk.clock, [attempt.payment]);
    expect((await standing(desk, attempt)).order).toBe("paid");
  });
});

describe("a decision", () => {
  it.each<[ResolveCase["resolution"], string]>([
    ["declared_unpaid", "late money is no unpaid payment"],
    ["dismissed", "and no notice"],
  ])("that does not fit its case is refused: %s", async (resolution, note) => {
    const desk = await shop.open({ closing: "cannot" });
    const attempt = await paidAfterCancel(desk);
    await expect(resolve(desk, attempt, resolution, note)).rejects.toMatchObject({ code: "invalid_input" });
    expect(await standing(desk, attempt)).toMatchObject({ order: "paid", cases: [["paid_late", null]] });
  });

  it("is not a cashier's, nor about another merchant's case", async () => {
    const [desk, neighbours] = [await shop.open({ closing: "cannot" }), await shop.open()];
    const attempt = await paidAfterCancel(desk);
    const { id: caseId } = await theCase(desk, attempt);
    const accept = { caseId, resolution: "accepted" } as const;
    await expect(resolveCase(desk.cashier, accept)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(resolveCase(neighbours.owner, accept)).rejects.toMatchObject({ code: "not_found" });
  });

  it("made by two people at once is made once", async () => {
    const desk = await shop.open({ closing: "cannot" });
    const attempt = await paidAfterCancel(desk);
    const both = await Promise.allSettled([resolve(desk, attempt, "accepted"), resolve(desk, attempt, "accepted")]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await shop.db.read.audit.of([attempt.payment.id])).toHaveLength(1);
  });
});

describe("after all of this", () => {
  it("every promise about money is kept", async () => {
    expect(await brokenInvariants(shop.db.read.sql)).toEqual([]);
  });
});
