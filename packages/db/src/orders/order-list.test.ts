import type { Order } from "@tillbook/domain/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { after, aMerchant, anOrder, aPaidPayment, aPayment, aRefund, useTestDatabase } from "../testing/index.ts";
import { listOrders, type OrderFilter, type PlaceInList } from "./index.ts";
import { searchOrders } from "./order-search.ts";

const database = useTestDatabase();
const filter = (accountId: string, over: Partial<OrderFilter> = {}): OrderFilter => ({
  accountId,
  states: [],
  search: null,
  createdFrom: null,
  createdTo: null,
  paidFrom: null,
  paidTo: null,
  refundedFrom: null,
  refundedTo: null,
  currency: null,
  after: null,
  limit: 100,
  now: new Date("2026-03-10T12:00:00+08:00"),
  ...over,
});
const list = async (over: OrderFilter) => (await listOrders(database.db.read.sql, over)).orders.map((listed) => listed.order);
const numbers = async (over: OrderFilter) => (await list(over)).map((order) => order.number).toSorted();

/** Reads on page by page while `meanwhile` happens between the pages. */
async function readAll(
  accountId: string,
  over: Partial<OrderFilter>,
  meanwhile: (page: number) => Promise<unknown> = async () => {},
): Promise<Order[]> {
  const read: Order[] = [];
  let after: PlaceInList | null = null;
  for (let page = 0; page < 100; page++) {
    const { orders, next } = await listOrders(database.db.read.sql, filter(accountId, { ...over, after }));
    read.push(...orders.map((listed) => listed.order));
    if (next === null) return read;
    after = next;
    await meanwhile(page);
  }
  throw new Error("the list has no end");
}

describe("the list of orders, page by page", () => {
  it("shows every order that was there exactly once, newest first, while others are made in between", async () => {
    const { db } = database;
    // Several in the same millisecond, and new ones in the same millisecond as old ones.
    const times = fc.array(fc.nat(5), { minLength: 1, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 1, max: 7 }), fc.array(fc.nat(9), { maxLength: 6 }), async (times, limit, newcomers) => {
        const { id } = await aMerchant(db);
        const there = await Promise.all(times.map((ms) => anOrder(db, id, { createdAt: after(ms) })));
        const read = await readAll(id, { limit }, async (page) => {
          const ms = newcomers[page];
          if (ms !== undefined) await anOrder(db, id, { createdAt: after(ms) });
        });
        const ids = read.map((order) => order.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(there.filter((order) => !ids.includes(order.id))).toEqual([]);
        const times_ = read.map((order) => order.createdAt.getTime());
        expect(times_).toEqual(times_.toSorted((a, b) => b - a));
      }),
      { numRuns: 25 },
    );
  });
});

describe("the list of orders, filtered", () => {
  it("finds by the start of any number, in any case, and takes no sign for a wildcard", async () => {
    const { db } = database;
    const { id } = await aMerchant(db);
    await anOrder(db, id, { number: "7K2M-Q9FX" });
    await anOrder(db, id, { number: "A_B%" });
    const paid = await aPaidPayment(db, id, { order: { number: "PAID-0001" } });
    const find = (search: string) => numbers(filter(id, { search }));
    expect(await find("7k2m")).toEqual(["7K2M-Q9FX"]);
    expect(await find(paid.outTradeNo)).toEqual(["PAID-0001"]);
    expect(await find(paid.state.at === "paid" ? paid.state.syssn : "")).toEqual(["PAID-0001"]);
    expect(await find("%")).toEqual([]);
    expect(await find("_")).toEqual([]);
    expect(await find("a_b%")).toEqual(["A_B%"]);
    expect(await find("\\")).toEqual([]);
    expect(await find("' OR 1=1 --")).toEqual([]);
  });

  it("takes the first instant of a span and not the last, and never shows another account's", async () => {
    const { db } = database;
    const { id } = await aMerchant(db);
    await anOrder(db, id, { number: "AT-0", createdAt: after(0) });
    await anOrder(db, id, { number: "AT-9", createdAt: after(9) });
    await aPaidPayment(db, id, { order: { number: "PAID", createdAt: after(5) }, paydtm: after(700) });
    await anOrder(db, (await aMerchant(db)).id, { number: "FOREIGN", createdAt: after(5) });
    expect(await numbers(filter(id, { createdFrom: after(0), createdTo: after(9) }))).toEqual(["AT-0", "PAID"]);
    expect(await numbers(filter(id, { paidFrom: after(700), paidTo: after(701) }))).toEqual(["PAID"]);
    expect(await numbers(filter(id, { paidTo: after(700) }))).toEqual([]);
    expect(await numbers(filter(id, { states: ["paid", "expired"] }))).toEqual(["PAID"]);
    expect(await numbers(filter(id, { currency: "JPY" }))).toEqual([]);
  });

  it("is in order of payment where a span of payment is asked for, and of refund where one of refunds is", async () => {
    const { db } = database;
    const { id } = await aMerchant(db);
    const early = await aPaidPayment(db, id, { order: { number: "EARLY", createdAt: after(0) }, paydtm: after(9_000) });
    const late = await aPaidPayment(db, id, { order: { number: "LATE", createdAt: after(1) }, paydtm: after(8_000) });
    await aPaidPayment(db, id, { order: { number: "OTHER", createdAt: after(2) }, paydtm: after(99_000) });
    for (const [nth, payment] of [late, early, late, early].entries()) {
      const refund = aRefund(payment);
      await db.read.refunds.insert(refund);
      const state = nth < 3 ? "refunded" : "failed";
      await db.read.sql(`UPDATE "Refund" SET "state" = $2, "sysdtm" = $3 WHERE "id" = $1`, [refund.id, state, after(20_000 + nth)]);
    }
    const inOrder = async (over: Partial<OrderFilter>) => (await readAll(id, { limit: 1, ...over })).map((order) => order.number);
    expect(await inOrder({})).toEqual(["OTHER", "LATE", "EARLY"]);
    expect(await inOrder({ paidFrom: after(0), paidTo: after(10_000) })).toEqual(["EARLY", "LATE"]);
    expect(await inOrder({ refundedFrom: after(0) })).toEqual(["LATE", "EARLY"]);
    expect(await inOrder({ refundedFrom: after(0), refundedTo: after(20_002) })).toEqual(["EARLY", "LATE"]);
    expect(await inOrder({ paidTo: after(10_000), refundedFrom: after(20_002) })).toEqual(["LATE"]);
    expect(await inOrder({ search: "la", paidFrom: after(0), refundedTo: after(30_000) })).toEqual(["LATE"]);
  });

  it("shows an order once that was paid twice, at its last payment in the span", async () => {
    const { db } = database;
    const { id } = await aMerchant(db);
    const first = await aPaidPayment(db, id, { order: { number: "TWICE" }, paydtm: after(5_000) });
    const order = await db.read.orders.byId(id, first.orderId);
    const twin = order && (await aPayment(db, order));
    await db.read.sql(`UPDATE "Payment" SET "state" = 'paid', "syssn" = 'TWIN', "sysdtm" = $2, "paydtm" = $2 WHERE "id" = $1`, [
      twin?.id,
      after(7_000),
    ]);
    const listed = async (over: Partial<OrderFilter>) =>
      (await listOrders(database.db.read.sql, filter(id, over))).orders.map(({ at, order }) => [order.number, at]);
    expect(await listed({ paidFrom: after(0) })).toEqual([["TWICE", after(7_000)]]);
    expect(await listed({ paidTo: after(6_000) })).toEqual([["TWICE", after(5_000)]]);
  });
});

describe("what a row tells of its money", () => {
  it("is that it came late, that it came twice until the twin went back, and what went back of the payment that counts", async () => {
    const { db } = database;
    const { id } = await aMerchant(db);
    const counted = await aPaidPayment(db, id);
    const order = await db.read.orders.byId(id, counted.orderId);
    const twin = order && (await aPayment(db, order));
    if (!twin) throw new Error("there is no order");
    const told = async () => {
      const { orders } = await listOrders(db.read.sql, filter(id));
      return orders.map(({ late, isPaidTwice, needsPerson, refundedMinor }) => ({ late, isPaidTwice, needsPerson, refundedMinor }));
    };
    expect(await told()).toEqual([{ late: null, isPaidTwice: false, needsPerson: false, refundedMinor: 0n }]);

    await db.read.sql(`UPDATE "Payment" SET "late" = 'after_expiry' WHERE "id" = $1`, [counted.id]);
    const aCase = { id: twin.id, accountId: id, kind: "twin", orderId: twin.orderId, paymentId: twin.id, openedAt: after(0) } as const;
    await db.read.cases.open(aCase);
    expect(await told()).toEqual([{ late: "after_expiry", isPaidTwice: true, needsPerson: true, refundedMinor: 0n }]);

    const refund = aRefund(twin);
    await db.read.refunds.insert(refund);
    await db.read.sql(`UPDATE "Refund" SET "state" = 'refunded' WHERE "id" = $1`, [refund.id]);
    await db.read.cases.close(aCase.id, { resolution: "refunded", closedBy: "enquiry", note: null, at: after(1) });
    expect(await told()).toEqual([{ late: "after_expiry", isPaidTwice: false, needsPerson: false, refundedMinor: 0n }]);
  });
});

describe("a search for what very many numbers begin with", () => {
  it("finds the same orders by looking through the newest ones, and goes on where its effort ended", async () => {
    const { db } = database;
    const { id } = await aMerchant(db);
    const kinds = fc.array(fc.constantFrom("M1", "M2", "N"), { minLength: 1, maxLength: 20 });
    const effort = fc.record({
      found: fc.integer({ min: 1, max: 8 }),
      stretch: fc.integer({ min: 1, max: 6 }),
      stretches: fc.integer({ min: 1, max: 3 }),
    });
    let made = 0;
    await fc.assert(
      fc.asyncProperty(kinds, effort, fc.integer({ min: 1, max: 5 }), async (kinds, effort, limit) => {
        const start = after(made * 1_000);
        for (const kind of kinds) await anOrder(db, id, { number: `${kind}-${made}`, createdAt: after(made++ * 1_000) });
        const asked = filter(id, { limit, createdFrom: start, search: "m" });
        const read: string[] = [];
        for (let place: PlaceInList | null = null, page = 0; page === 0 || place !== null; page++) {
          const { orders, next } = await searchOrders(db.read.sql, { ...asked, after: place }, "m", effort);
          read.push(...orders.map(({ order }) => order.number));
          place = next;
        }
        const sure = (await searchOrders(db.read.sql, { ...asked, limit: 100 }, "m")).orders.map(({ order }) => order.number);
        expect(read).toEqual(sure);
        expect(read).toHaveLength(kinds.filter((kind) => kind !== "N").length);
      }),
      { numRuns: 25 },
    );
  });
});
