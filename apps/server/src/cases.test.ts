import { randomUUID } from "node:crypto";
import type { CaseDetail, OrderDetail } from "@tillbook/api/views";
import { brokenInvariants } from "@tillbook/db/invariants";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, noticesAtQfpay, notify, paymentNotice, startWorld, type World } from "./testing/index.ts";

const database = useTestDatabase();
const MINUTE = 60_000;
let world: World;
let owner: Desk;
let cashier: Desk;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00") });
  [owner, cashier] = [await world.signIn("owner"), await world.signIn("cashier")];
  const always = { match: { operation: "notification", chance: 1 }, action: { loseNotification: true } };
  await world.simulator.control("POST", "/control/faults", always); // every notice is sent by hand
});
afterAll(() => world.stop());

const collect = () => owner.trpc.orders.create.mutate({ requestId: randomUUID(), amount: "88.00", currency: "HKD", face: "qr" });
const read = (order: OrderDetail) => owner.trpc.orders.byId.query({ orderId: order.id });
const openCases = async () => (await owner.trpc.cases.list.query({ is: "open" })).items;
async function caseOn(order: OrderDetail): Promise<CaseDetail> {
  const [row] = (await read(order)).cases;
  if (!row) throw new Error("there is no case");
  return owner.trpc.cases.byId.query({ caseId: row.id });
}

/** The customer pays an attempt, past its time where told so, and QFPay's notice arrives. */
async function pay(outTradeNo: string | undefined, late = false): Promise<void> {
  await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: outTradeNo, late });
  const [notice] = await noticesAtQfpay(world, outTradeNo);
  if (notice === undefined) throw new Error(`QFPay has no notice of ${outTradeNo}`);
  expect((await notify(world, notice)).text).toBe("SUCCESS");
}

/** Both codes of one order are paid. */
async function paidTwice(): Promise<OrderDetail> {
  const order = await collect();
  await world.advance(29.5 * MINUTE);
  const renewed = await owner.trpc.orders.refreshQr.mutate({ orderId: order.id });
  await pay(renewed.payments.at(-1)?.outTradeNo);
  await pay(order.payments[0]?.outTradeNo, true);
  return read(order);
}

describe("one number that is charged twice", () => {
  it("pays the order once, keeps the second charge in the books and asks somebody", async () => {
    const order = await collect();
    const outTradeNo = order.payments[0]?.outTradeNo;
    await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: outTradeNo, times: 2 });
    const notices = await noticesAtQfpay(world, outTradeNo);
    for (const notice of [...notices, ...notices]) expect((await notify(world, notice)).text).toBe("SUCCESS");
    const paid = await read(order);
    expect(paid).toMatchObject({ state: "paid", needsPerson: true });
    expect(paid.cases.map(({ kind }) => kind)).toEqual(["quarantined"]);
    const first = paid.payments[0]?.syssn ?? "";
    expect((await caseOn(order)).notice).toMatchObject({ findings: [{ code: "charged_again", value: first }] });
    const books = await database.db.read.sql<{ syssn: string }>(`SELECT "syssn" FROM "Transaction" WHERE "outTradeNo" = $1`, [outTradeNo]);
    expect(new Set(books.map(({ syssn }) => syssn)).size).toBe(2);
    expect(await brokenInvariants(database.db.read.sql)).toEqual([]);
  });
});

describe("an order that is paid twice", () => {
  it("shows the second payment as a case with its refund ready, which closes when the money has gone back", async () => {
    const order = await paidTwice();
    const [first, second] = order.payments;
    expect(order).toMatchObject({ state: "paid", needsPerson: true, outcome: { is: "paid_twice" } });
    expect([first?.outcome, second?.outcome]).toEqual([
      { is: "twin", late: "after_cancel" },
      { is: "paid", late: null },
    ]);
    const open = await caseOn(order);
    expect(open).toMatchObject({
      kind: "twin",
      closedAt: null,
      order: { id: order.id, number: order.number },
      payment: { id: first?.id, outTradeNo: first?.outTradeNo, amount: { amount: "88.00", currency: "HKD" }, late: "after_cancel" },
      counted: { id: second?.id },
      refund: { paymentId: first?.id, amount: { amount: "88.00", currency: "HKD" } },
      can: { accept: true, refund: true, declareUnpaid: false, dismiss: false },
    });
    const { paymentId = "", amount } = open.refund ?? {};
    await owner.trpc.refunds.create.mutate({ requestId: randomUUID(), paymentId, amount: amount?.amount ?? "", reason: "paid twice" });
    expect(await caseOn(order)).toMatchObject({ resolution: "refunded", closedBy: "Ada Lam", refund: null });
    expect(await read(order)).toMatchObject({ needsPerson: false, outcome: { is: "paid", late: null } });
  });
});

describe("money that comes after a cancellation", () => {
  it("is a case that may be kept; cashiers see it and cannot decide", async () => {
    const order = await collect();
    await owner.trpc.orders.cancel.mutate({ orderId: order.id });
    await pay(order.payments[0]?.outTradeNo, true);
    expect(await read(order)).toMatchObject({ state: "paid", outcome: { is: "paid_late", late: "after_cancel" } });
    const { id: caseId } = await caseOn(order);
    const seen = await cashier.trpc.cases.byId.query({ caseId });
    expect(seen).toMatchObject({ kind: "paid_late", can: { accept: false, refund: true } });
    await expect(cashier.trpc.cases.resolve.mutate({ caseId, resolution: "accepted" })).rejects.toMatchObject({
      data: { appCode: "not_allowed" },
    });
    const kept = await owner.trpc.cases.resolve.mutate({ caseId, resolution: "accepted", note: "the goods were fetched" });
    expect(kept).toMatchObject({ resolution: "accepted", note: "the goods were fetched", can: { accept: false, refund: false } });
    expect(kept.timeline.flatMap((entry) => (entry.kind === "deed" ? [entry.action] : []))).toContain("case.accepted");
  });
});

describe("a true notice that does not fit", () => {
  it("pays nothing and waits for a person, once however often it comes", async () => {
    const order = await collect();
    const notice = JSON.stringify(paymentNotice(world, order, { txamt: "1" }));
    for (const _time of [1, 2, 3]) expect((await notify(world, notice)).text).toBe("SUCCESS");
    const shown = await read(order);
    expect(shown).toMatchObject({ state: "open", needsPerson: true });
    expect(shown.cases).toMatchObject([{ kind: "quarantined", notice: { outTradeNo: order.payments[0]?.outTradeNo } }]);
    expect(shown.cases[0]?.notice?.findings).toMatchObject([{ code: "amount_differs" }]);
    const { id: caseId } = await caseOn(order);
    await expect(owner.trpc.cases.resolve.mutate({ caseId, resolution: "dismissed" })).rejects.toMatchObject({
      data: { fields: [{ field: "note", fault: "required" }] },
    });
    await owner.trpc.cases.resolve.mutate({ caseId, resolution: "dismissed", note: "QFPay has been told" });
    await notify(world, notice);
    expect((await read(order)).cases).toMatchObject([{ resolution: "dismissed" }]);
  });

  it("can be asked about at QFPay; what QFPay says goes through the one door", async () => {
    const order = await collect();
    const outTradeNo = order.payments[0]?.outTradeNo;
    await notify(world, paymentNotice(world, order, { txamt: "1" }));
    const { id: caseId } = await caseOn(order);
    await world.simulator.control("POST", "/control/orders/pay", { out_trade_no: outTradeNo });
    const found = await owner.trpc.cases.enquire.mutate({ caseId });
    expect(found).toMatchObject({ answered: true, rows: [{ kind: "payment", outTradeNo, respcd: "0000", amount: { amount: "88.00" } }] });
    expect((await read(order)).state).toBe("paid");
  });

  it("about a number that is not ours names no order, and QFPay may know nothing of it", async () => {
    const order = await collect();
    const foreign = paymentNotice(world, order, { out_trade_no: "NOTOURS1", syssn: "20260310999999999999999999" });
    for (const _time of [1, 2]) expect((await notify(world, foreign)).text).toBe("SUCCESS");
    const about = (await openCases()).filter(({ notice }) => notice?.outTradeNo === "NOTOURS1");
    expect(about).toMatchObject([{ kind: "quarantined", order: null, payment: null }]);
    const found = await owner.trpc.cases.enquire.mutate({ caseId: about[0]?.id ?? "" });
    expect(found).toMatchObject({ answered: true, rows: [], detail: { can: { dismiss: true } } });
  });
});

describe("the list of cases", () => {
  it("shows the open ones first and every one once, page by page, and filters orders by them", async () => {
    const open = await openCases();
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof owner.trpc.cases.list.query>> = await owner.trpc.cases.list.query({ cursor, limit: 2 });
      expect(page.open).toBe(open.length);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(ids.slice(0, open.length)).toEqual(open.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(open.length + (await owner.trpc.cases.list.query({ is: "closed", limit: 100 })).items.length);
    const waiting = await owner.trpc.orders.list.query({ needsPerson: true });
    expect(waiting.items.map(({ id }) => id).toSorted()).toEqual(open.flatMap(({ order }) => order?.id ?? []).toSorted());
    expect(waiting.items.every(({ needsPerson }) => needsPerson)).toBe(true);
  });

  it("takes no cursor that is not one of its own", async () => {
    await expect(owner.trpc.cases.list.query({ cursor: "bm9uZQ" })).rejects.toMatchObject({ data: { appCode: "invalid_input" } });
  });
});

describe("after all of this", () => {
  it("every promise about money is kept", async () => {
    expect(await brokenInvariants(database.db.read.sql)).toEqual([]);
  });
});
