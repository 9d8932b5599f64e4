import { type Money, money } from "@tillbook/domain/money";
import { placeOf, type RefundPlace, type RefundState } from "@tillbook/domain/refunds";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aMerchant, aPaidPayment, aRefund, aTransaction, NOW, useTestDatabase } from "../testing/index.ts";
import { listRefunds } from "./list.ts";
import { standings, unsettledTakings } from "./standing.ts";

const database = useTestDatabase();
const hkd = (minor: bigint): Money => money(minor, "HKD");
const PAID = 10_000n; // of every payment here

type Own = { minor: bigint; state: RefundState; waitsBecause: string | null };
type Outside = { minor: bigint; respcd: string };

const STATES: readonly RefundState[] = [
  { at: "awaiting_approval" },
  { at: "queued" },
  { at: "submitted" },
  { at: "processing", syssn: null },
  { at: "failed", respcd: "1269" },
  { at: "declined" },
  { at: "refunded", syssn: "", sysdtm: NOW },
];
const own: fc.Arbitrary<Own> = fc.record({
  minor: fc.bigInt({ min: 1n, max: 3_000n }),
  state: fc.constantFrom(...STATES),
  waitsBecause: fc.constantFrom(null, "1269"),
});
const outside: fc.Arbitrary<Outside> = fc.record({
  minor: fc.bigInt({ min: 1n, max: 1_000n }),
  respcd: fc.constantFrom("0000", "1145", "1269"),
});

/** A payment of HK$100.00 with these refunds written beside it, as far as the database lets them in. */
async function given(refunds: readonly Own[], elsewhere: readonly Outside[]) {
  const { db } = database;
  const merchant = await aMerchant(db);
  const payment = await aPaidPayment(db, merchant.id);
  for (const { minor, respcd } of elsewhere) {
    await db.read.transactions.upsert(
      aTransaction(merchant.id, { kind: "refund", amount: hkd(-minor), respcd, paymentId: payment.id }),
      NOW,
    );
  }
  const stored: Own[] = [];
  for (const each of refunds) {
    const refund = aRefund(payment, { amount: hkd(each.minor), state: { at: "queued" }, sends: 0 });
    const isIn = await db.read.refunds.insert(refund).then(
      () => true,
      () => false,
    );
    if (!isIn) continue;
    const state = each.state.at === "refunded" ? { ...each.state, syssn: refund.outTradeNo } : each.state;
    const waitsBecause = state.at === "submitted" ? each.waitsBecause : null;
    if (state.at === "awaiting_approval") await db.read.sql(`DELETE FROM "Refund" WHERE "id" = $1`, [refund.id]);
    if (state.at === "awaiting_approval") await db.read.refunds.insert({ ...refund, state });
    else await db.read.refunds.save({ ...refund, state, waitsBecause }, state.at === "failed" ? state.respcd : null);
    stored.push({ ...each, state, waitsBecause });
  }
  const [standing] = await standings(db.read.sql, [payment.id]);
  if (!standing) throw new Error("a payment stands somewhere");
  return { merchant, payment, standing, stored };
}

const sum = (refunds: readonly { minor: bigint }[]): bigint => refunds.reduce((total, { minor }) => total + minor, 0n);
const at = (refunds: readonly Own[], ...names: readonly RefundState["at"][]) => refunds.filter(({ state }) => names.includes(state.at));

describe("what became of a payment's money", () => {
  it("adds up to the payment, from whatever was asked for here and given back elsewhere", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(own, { maxLength: 8 }), fc.array(outside, { maxLength: 2 }), async (refunds, elsewhere) => {
        const { standing, stored } = await given(refunds, elsewhere);
        const done = elsewhere.filter(({ respcd }) => respcd === "0000");
        const pending = elsewhere.filter(({ respcd }) => respcd === "1145");
        expect(standing.refunded.minor).toBe(sum(at(stored, "refunded")) + sum(done));
        expect(standing.givenOutside.minor).toBe(sum(done));
        expect(standing.refunding.minor).toBe(sum(at(stored, "queued", "submitted", "processing")) + sum(pending));
        expect(standing.awaitingApproval.minor).toBe(sum(at(stored, "awaiting_approval")));
        const parts = [standing.refunded, standing.refunding, standing.awaitingApproval, standing.refundable];
        expect(sum(parts)).toBe(standing.paid.minor);
        expect(standing.paid.minor).toBe(PAID);
      }),
      { numRuns: 25 },
    );
  });

  it("leaves nothing over, and never less than nothing, when more was given back elsewhere than was left", async () => {
    const { standing, payment, merchant } = await given([{ minor: 6_000n, state: { at: "queued" }, waitsBecause: null }], []);
    expect(standing.refundable).toEqual(hkd(4_000n));
    const { db } = database;
    await db.read.transactions.upsert(aTransaction(merchant.id, { kind: "refund", amount: hkd(-9_000n), paymentId: payment.id }), NOW);
    const [after] = await standings(db.read.sql, [payment.id]);
    expect(after).toMatchObject({ refundable: hkd(0n), refunded: hkd(9_000n), refunding: hkd(6_000n) });
    await expect(db.read.sql(`UPDATE "Refund" SET "state" = 'submitted' WHERE "paymentId" = $1`, [payment.id])).rejects.toThrow(/exceed/);
    await db.read.sql(`UPDATE "Refund" SET "state" = 'refunded', "syssn" = 'X', "sysdtm" = $2 WHERE "paymentId" = $1`, [payment.id, NOW]);
    expect(await standings(db.read.sql, [payment.id])).toMatchObject([{ refunded: hkd(15_000n) }]); // news are taken in, whatever they say
  });

  it("says nothing is left of a payment that is not paid here, though QFPay gave some of it back", async () => {
    const { db } = database;
    const merchant = await aMerchant(db);
    const paid = await aPaidPayment(db, merchant.id);
    const unpaid = { ...paid, id: "00000000-0000-7000-8000-000000000001", outTradeNo: "UNPAID1", state: { at: "submitted" } as const };
    await db.read.payments.insert(unpaid);
    await db.read.transactions.upsert(aTransaction(merchant.id, { kind: "refund", amount: hkd(-500n), paymentId: unpaid.id }), NOW);
    expect(await standings(db.read.sql, [unpaid.id])).toMatchObject([{ paid: hkd(0n), refundable: hkd(0n), givenOutside: hkd(500n) }]);
  });

  it("sees a refund at QFPay, a part that QFPay barred, and what one person asked for alone", async () => {
    const processing = await given([{ minor: 100n, state: { at: "processing", syssn: null }, waitsBecause: null }], []);
    expect(processing.standing).toMatchObject({ isOneAtQfpay: true, isPartBarred: false, unapproved: hkd(100n) });
    const waiting = await given([{ minor: 100n, state: { at: "submitted" }, waitsBecause: "1269" }], []);
    expect(waiting.standing.isOneAtQfpay).toBe(false);
    const barred = await given([{ minor: 100n, state: { at: "failed", respcd: "1271" }, waitsBecause: null }], []);
    expect(barred.standing).toMatchObject({ isPartBarred: true, unapproved: hkd(0n) });
  });
});

describe("today's takings", () => {
  it("are what came in since the day began, less what went back and what is promised", async () => {
    const { db } = database;
    const { merchant, payment } = await given([{ minor: 1_500n, state: { at: "queued" }, waitsBecause: null }], []);
    const midnight = new Date("2026-03-10T00:00:00+08:00");
    const before = new Date(midnight.getTime() - 1);
    const day = {
      accountId: merchant.id,
      currency: "HKD",
      from: midnight,
      until: new Date("2026-03-11T00:00:00+08:00"),
      except: null,
    } as const;
    await db.read.transactions.upsert(aTransaction(merchant.id, { amount: hkd(8_000n), sysdtm: midnight }), NOW);
    await db.read.transactions.upsert(aTransaction(merchant.id, { amount: hkd(4_000n), sysdtm: before }), NOW);
    await db.read.transactions.upsert(aTransaction(merchant.id, { amount: hkd(4_000n), respcd: "1143" }), NOW);
    await db.read.transactions.upsert(aTransaction(merchant.id, { amount: hkd(4_000n), cancel: "1" }), NOW);
    await db.read.transactions.upsert(aTransaction(merchant.id, { amount: money(4_000n, "JPY") }), NOW);
    await db.read.transactions.upsert(aTransaction(merchant.id, { kind: "refund", amount: hkd(-500n) }), NOW);
    expect(await unsettledTakings(db.read.sql, day)).toEqual(hkd(8_000n - 500n - 1_500n));
    const [refund] = await db.read.refunds.ofOrder(payment.orderId);
    expect(await unsettledTakings(db.read.sql, { ...day, except: refund?.id ?? null })).toEqual(hkd(7_500n));
  });
});

describe("the list of refunds", () => {
  it("puts each where the rule says that it stands, newest first", async () => {
    const { db } = database;
    const wishes = STATES.flatMap((state): Own[] => [
      { minor: 1n, state, waitsBecause: null },
      { minor: 1n, state, waitsBecause: "1269" },
    ]);
    const { merchant, payment } = await given(wishes, []);
    const all = await db.read.refunds.ofOrder(payment.orderId);
    const listed = async (place: RefundPlace | null) =>
      (await listRefunds(db.read.sql, { accountId: merchant.id, place, search: null, after: null, limit: 50 })).map(({ id }) => id);
    expect(await listed(null)).toEqual(all.map(({ id }) => id).toReversed());
    for (const place of ["approval", "waiting", "under_way", "done", "failed"] as const) {
      const here = all.filter((refund) => placeOf(refund) === place).map(({ id }) => id);
      expect(here.length).toBeGreaterThan(0);
      expect(await listed(place)).toEqual(here.toReversed());
    }
  });

  it("is read on from its last row, and found by the start of any number", async () => {
    const { db } = database;
    const { merchant, payment } = await given(
      [1n, 2n, 3n].map((minor) => ({ minor, state: { at: "queued" }, waitsBecause: null })),
      [],
    );
    const filter = { accountId: merchant.id, place: null, search: null, after: null, limit: 2 };
    const first = await listRefunds(db.read.sql, filter);
    const last = first.at(-1);
    const rest = await listRefunds(db.read.sql, { ...filter, after: last ? { at: last.createdAt, id: last.id } : null });
    expect([...first, ...rest].map(({ amount }) => amount.minor)).toEqual([3n, 2n, 1n]);
    const order = await db.read.orders.byId(merchant.id, payment.orderId);
    for (const search of [first[0]?.outTradeNo.toLowerCase(), order?.number.slice(0, 4)]) {
      expect((await listRefunds(db.read.sql, { ...filter, limit: 5, search: search ?? "" })).length).toBeGreaterThan(0);
    }
    expect(await listRefunds(db.read.sql, { ...filter, search: "100%_" })).toEqual([]);
  });
});
