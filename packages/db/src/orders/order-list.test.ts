import type { Order } from "@tillbook/domain/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { after, aMerchant, anOrder, aPaidPayment, useTestDatabase } from "../testing/index.ts";
import { listOrders, type OrderFilter } from "./index.ts";

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
const list = async (over: OrderFilter) => (await listOrders(database.db.read.sql, over)).map((listed) => listed.order);
const numbers = async (over: OrderFilter) => (await list(over)).map((order) => order.number).toSorted();

/** Reads on page by page while `meanwhile` happens between the pages. */
async function readAll(accountId: string, limit: number, meanwhile: (page: number) => Promise<void>): Promise<Order[]> {
  const read: Order[] = [];
  for (let page = 0; page < 100; page++) {
    const last = read.at(-1);
    const rows = await list(filter(accountId, { limit, after: last ? { createdAt: last.createdAt, id: last.id } : null }));
    if (rows.length === 0) return read;
    read.push(...rows);
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
        const read = await readAll(id, limit, async (page) => {
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
});
