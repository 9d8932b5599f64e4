import { describe, expect, it } from "vitest";
import { after, aMerchant, anOrder, aPaidPayment, aPayment, NOW, useTestDatabase } from "../testing/index.ts";

const database = useTestDatabase();

describe("the database refuses", () => {
  it("a second attempt that could be paid, and takes it once the first gave its place away or ended", async () => {
    const { db } = database;
    const order = await anOrder(db, (await aMerchant(db)).id);
    const first = await aPayment(db, order);
    await expect(aPayment(db, order)).rejects.toMatchObject({ constraint: "Payment_one_payable_per_order" });
    await db.read.payments.supersede(first.id, NOW);
    const second = await aPayment(db, order);
    await db.read.payments.save({ ...second, state: { at: "failed", respcd: "1201" } }, NOW, "1201");
    await expect(aPayment(db, order)).resolves.toMatchObject({ state: { at: "submitted" } });
  });

  it.each([
    ["paid", "awaiting"],
    ["paid", "cancelled"],
    ["paid", "submitted"],
    ["expired", "awaiting"],
    ["failed", "submitted"],
    ["awaiting", "submitted"],
  ])("a payment that falls from %s to %s, even by hand", async (from, to) => {
    const { db } = database;
    const payment = await aPayment(db, await anOrder(db, (await aMerchant(db)).id));
    const set = (state: string) =>
      db.read.sql(`UPDATE "Payment" SET "state" = $2, "syssn" = $3, "sysdtm" = now() WHERE "id" = $1`, [payment.id, state, payment.id]);
    await set(from);
    await expect(set(to)).rejects.toMatchObject({ constraint: "payment_state_climbs" });
  });

  it("a state that nobody knows, a paid payment without its transaction, an amount of nothing", async () => {
    const { db } = database;
    const payment = await aPayment(db, await anOrder(db, (await aMerchant(db)).id));
    const set = (assignment: string) => db.read.sql(`UPDATE "Payment" SET ${assignment} WHERE "id" = $1`, [payment.id]);
    await expect(set(`"state" = 'settled'`)).rejects.toThrow(/payment_state_is_known/);
    await expect(set(`"state" = 'paid'`)).rejects.toThrow(/paid_payment_names_its_transaction/);
    await expect(set(`"amountMinor" = 0`)).rejects.toThrow(/payment_amount_is_positive/);
  });

  it("the same out_trade_no twice in one account, and takes it in another", async () => {
    const { db } = database;
    const [one, other] = [await aMerchant(db), await aMerchant(db)];
    await aPayment(db, await anOrder(db, one.id), { outTradeNo: "SAME" });
    await expect(aPayment(db, await anOrder(db, one.id), { outTradeNo: "SAME" })).rejects.toMatchObject({ code: "23505" });
    await expect(aPayment(db, await anOrder(db, other.id), { outTradeNo: "SAME" })).resolves.toBeDefined();
  });

  it("the same syssn for two payments of one account", async () => {
    const { db } = database;
    const { id } = await aMerchant(db);
    const paid = await aPaidPayment(db, id);
    const payment = await aPayment(db, await anOrder(db, id));
    await expect(db.read.payments.save({ ...payment, state: paid.state }, NOW, "0000")).rejects.toMatchObject({
      constraint: "Payment_accountId_syssn_key",
    });
  });

  it("an order that is paid by nobody, and one that a payment pays without being paid", async () => {
    const { db } = database;
    const order = await anOrder(db, (await aMerchant(db)).id);
    const payment = await aPayment(db, order);
    await expect(db.read.orders.move(order, "paid", NOW, null)).rejects.toMatchObject({ constraint: "paid_order_has_its_payment" });
    await expect(db.read.orders.move(order, "cancelled", NOW, payment.id)).rejects.toMatchObject({
      constraint: "paid_order_has_its_payment",
    });
  });
});

describe("payments that are due for an enquiry", () => {
  it("go to one worker each, however many ask at once", async () => {
    const { db } = database;
    const { id } = await aMerchant(db);
    for (let count = 0; count < 40; count++) await aPayment(db, await anOrder(db, id), { nextEnquiryAt: after(count) });
    const claims = await Promise.all(Array.from({ length: 8 }, () => db.read.payments.claimDue(after(1_000), after(60_000), 7)));
    const claimed = claims.flat().map((payment) => payment.id);
    expect(claims.every((claim) => claim.length <= 7)).toBe(true);
    expect(new Set(claimed).size).toBe(claimed.length);
    const rest = await db.read.payments.claimDue(after(1_000), after(60_000), 100);
    expect(new Set([...claimed, ...rest.map((payment) => payment.id)]).size).toBe(40);
  });

  it("come back by time when the worker that took them died", async () => {
    const { db } = database;
    const payment = await aPayment(db, await anOrder(db, (await aMerchant(db)).id), { nextEnquiryAt: after(200_000) });
    const take = async (at: number) =>
      (await db.read.payments.claimDue(after(at), after(at + 60_000), 100)).some((taken) => taken.id === payment.id);
    expect(await take(199_999)).toBe(false);
    expect(await take(200_000)).toBe(true);
    expect(await take(259_999)).toBe(false);
    expect(await take(260_000)).toBe(true);
  });

  it("are put off only while they are waiting for an enquiry", async () => {
    const { db } = database;
    const { id } = await aMerchant(db);
    const paid = await aPaidPayment(db, id);
    const open = await aPayment(db, await anOrder(db, id), { nextEnquiryAt: after(300_000) });
    const ids = [paid.id, open.id];
    await db.read.payments.putOff(id, { ids, allDue: false, now: after(395_000), leastMs: 5_000, spreadMs: 0 });
    expect((await db.read.payments.byId(id, paid.id))?.nextEnquiryAt).toBeNull();
    expect((await db.read.payments.byId(id, open.id))?.nextEnquiryAt).toEqual(after(400_000));
  });

  it("are put off with all of their account that is due, and nobody else's", async () => {
    const { db } = database;
    const [own, others] = [await aMerchant(db), await aMerchant(db)];
    const at = async (accountId: string, ms: number) => aPayment(db, await anOrder(db, accountId), { nextEnquiryAt: after(ms) });
    const [due, soon, later, neighbours] = [
      await at(own.id, 600_000),
      await at(own.id, 604_999),
      await at(own.id, 605_000),
      await at(others.id, 600_000),
    ];
    await db.read.payments.putOff(own.id, { ids: [], allDue: true, now: after(600_000), leastMs: 5_000, spreadMs: 10_000 });
    const nextOf = async ({ accountId, id }: { accountId: string; id: string }) =>
      (await db.read.payments.byId(accountId, id))?.nextEnquiryAt?.getTime() ?? 0;
    for (const payment of [due, soon]) {
      expect(await nextOf(payment)).toBeGreaterThanOrEqual(after(605_000).getTime());
      expect(await nextOf(payment)).toBeLessThan(after(615_000).getTime());
    }
    expect([await nextOf(later), await nextOf(neighbours)]).toEqual([after(605_000).getTime(), after(600_000).getTime()]);
  });

  it("are all asked about soon at a start, spread over the time that is given, whoever holds them", async () => {
    const { db } = database;
    const { id } = await aMerchant(db);
    const due = [after(1_000_000), after(2_000_000), after(1)];
    const open = [];
    for (const nextEnquiryAt of due) open.push(await aPayment(db, await anOrder(db, id), { nextEnquiryAt }));
    const expired = await aPayment(db, await anOrder(db, id), { nextEnquiryAt: after(3_000_000) });
    await db.read.payments.save({ ...expired, state: { at: "expired" } }, NOW, null);
    await db.read.payments.hastenAllOpen(after(500_000), 4_000);
    const next = await Promise.all([...open, expired].map(async (payment) => (await db.read.payments.byId(id, payment.id))?.nextEnquiryAt));
    for (const at of next.slice(0, 2)) {
      expect(at?.getTime()).toBeGreaterThanOrEqual(after(500_000).getTime());
      expect(at?.getTime()).toBeLessThan(after(504_000).getTime());
    }
    expect(next.slice(2)).toEqual([after(1), after(3_000_000)]);
  });

  it("may be asked about sooner, never later", async () => {
    const { db } = database;
    const payment = await aPayment(db, await anOrder(db, (await aMerchant(db)).id), { nextEnquiryAt: after(900_000) });
    await db.read.payments.hasten(payment.id, after(5_000));
    await db.read.payments.hasten(payment.id, after(7_000));
    expect((await db.read.payments.byId(payment.accountId, payment.id))?.nextEnquiryAt).toEqual(after(5_000));
  });
});
