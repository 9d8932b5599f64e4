import { money } from "@tillbook/domain/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aMerchant, anOrder, aPaidPayment, aPayment, aRefund, useTestDatabase } from "../testing/index.ts";
import { foldTakings, KEPT_TAKINGS_DIFFER, type TakingsSlot, takings, takingsFromRows } from "./index.ts";

const database = useTestDatabase();
const at = (clock: string) => new Date(`${clock}+08:00`);
const span = (from: string, hoursFrom: string, until: string) => ({ from: at(from), hoursFrom: at(hoursFrom), until: at(until) });
const DAYS = span("2026-03-09T00:00:00", "2026-03-10T00:00:00", "2026-03-11T00:00:00");

const shown = (slots: TakingsSlot[]) =>
  slots.map(({ currency, day, hour, paidMinor, paidCount }) => [currency, (hour ?? day).toISOString(), paidMinor, paidCount]);
const fold = () => foldTakings(database.db.read.sql, 1_000);
const sql = (text: string, params: unknown[]) => database.db.read.sql(text, params);

describe("takings", () => {
  it("fall into the hour and day at UTC+8 in which the shopper paid, and never cross currencies", async () => {
    const { db } = database;
    const { id } = await aMerchant(db);
    for (const clock of ["09T00:00:00", "09T23:59:59.999", "10T00:00:00", "10T00:59:59.999", "10T01:00:00", "11T00:00:00"]) {
      await aPaidPayment(db, id, { paydtm: at(`2026-03-${clock}`) });
    }
    await aPaidPayment(db, id, { paydtm: at("2026-03-10T00:30:00"), order: { amount: money(700n, "JPY") } });
    await aPaidPayment(db, (await aMerchant(db)).id, { paydtm: at("2026-03-10T00:30:00") });
    const expected = [
      ["HKD", "2026-03-08T16:00:00.000Z", 20_000n, 2n],
      ["HKD", "2026-03-09T16:00:00.000Z", 20_000n, 2n],
      ["HKD", "2026-03-09T17:00:00.000Z", 10_000n, 1n],
      ["JPY", "2026-03-09T16:00:00.000Z", 700n, 1n],
    ];
    expect(shown(await takings(db.read.sql, id, DAYS))).toEqual(expected);
    await fold();
    expect(shown(await takings(db.read.sql, id, DAYS))).toEqual(expected);
  });

  it("count a payment by its sysdtm when QFPay does not say when the shopper paid", async () => {
    const { db } = database;
    const { id } = await aMerchant(db);
    const { id: paymentId } = await aPaidPayment(db, id);
    await sql(`UPDATE "Payment" SET "paydtm" = NULL, "sysdtm" = $2 WHERE "id" = $1`, [paymentId, at("2026-03-10T07:10:00")]);
    expect(shown(await takings(db.read.sql, id, DAYS))).toEqual([["HKD", "2026-03-09T23:00:00.000Z", 10_000n, 1n]]);
  });
});

/** What may happen to the money of one account. `nth` picks among what is there. */
type Happening =
  | { is: "paid"; hour: number; currency: "HKD" | "JPY" }
  | { is: "attempt fails" | "refund fails" | "rolled back" | "fold" }
  | { is: "paid at another time" | "refund" | "goes"; nth: number; hour: number };

const hour = fc.integer({ min: 0, max: 47 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ is: fc.constant("paid"), hour, currency: fc.constantFrom("HKD", "JPY") }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constantFrom("paid at another time", "refund", "goes"), nth: fc.nat(9), hour }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constantFrom("attempt fails", "refund fails", "rolled back", "fold") }) },
);

/** Lets it happen to an account whose paid payments are `paid`. */
async function happen(accountId: string, paid: string[], what: Happening): Promise<void> {
  const { db } = database;
  const inHour = (hours: number) => new Date(DAYS.from.getTime() + hours * 3_600_000 + 61_000);
  switch (what.is) {
    case "paid":
      paid.push((await aPaidPayment(db, accountId, { paydtm: inHour(what.hour), order: { amount: money(900n, what.currency) } })).id);
      return;
    case "attempt fails": {
      const { id } = await aPayment(db, await anOrder(db, accountId));
      await sql(`UPDATE "Payment" SET "state" = 'failed' WHERE "id" = $1`, [id]);
      return;
    }
    case "refund fails":
    case "refund": {
      const payment = await aPaidPayment(db, accountId, { paydtm: DAYS.from });
      const refund = aRefund(payment);
      await db.read.refunds.insert(refund);
      const state = what.is === "refund" ? "refunded" : "failed";
      const sysdtm = what.is === "refund" ? inHour(what.hour) : null;
      await sql(`UPDATE "Refund" SET "state" = $2, "sysdtm" = $3 WHERE "id" = $1`, [refund.id, state, sysdtm]);
      return;
    }
    case "paid at another time":
      await sql(`UPDATE "Payment" SET "paydtm" = $2 WHERE "id" = $1`, [paid[what.nth], inHour(what.hour)]);
      return;
    case "goes": {
      const [id] = paid.splice(what.nth, 1);
      await sql(`UPDATE "Order" SET "state" = 'paid', "paidPaymentId" = $2 WHERE "paidPaymentId" = $1`, [id, await anyOther(accountId)]);
      await sql(`DELETE FROM "Payment" WHERE "id" = $1`, [id]);
      return;
    }
    case "rolled back":
      await db
        .unitOfWork(async (tx) => {
          await tx.sql(`UPDATE "Payment" SET "amountMinor" = "amountMinor" * 2 WHERE "accountId" = $1`, [accountId]);
          throw new Error("changed our mind");
        })
        .catch(() => undefined);
      return;
    case "fold":
      await foldTakings(db.read.sql, 2);
      return;
  }
}

/** A payment of an order of its own, for an order whose own one goes. */
async function anyOther(accountId: string): Promise<string> {
  return (await aPayment(database.db, await anOrder(database.db, accountId))).id;
}

describe("kept takings", () => {
  it("equal the sum over the rows at every moment, whatever happens to the money and however the folding goes", async () => {
    const { db } = database;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(happening, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }), async (rounds) => {
        const { id } = await aMerchant(db);
        const paid: string[] = [];
        for (const together of rounds) {
          await Promise.all(together.map((what) => happen(id, paid, what)));
          expect(await takings(db.read.sql, id, DAYS)).toEqual(await takingsFromRows(db.read.sql, id, DAYS));
        }
        expect(await sql(KEPT_TAKINGS_DIFFER, [])).toEqual([]);
        await fold();
        expect(await takings(db.read.sql, id, DAYS)).toEqual(await takingsFromRows(db.read.sql, id, DAYS));
      }),
      { numRuns: 25 },
    );
  });

  it("are told right to whoever reads while several fold at once", async () => {
    const { db } = database;
    const { id } = await aMerchant(db);
    for (let paid = 0; paid < 12; paid++) await aPaidPayment(db, id, { paydtm: at("2026-03-10T12:00:00") });
    const readings = Array.from({ length: 20 }, async (_, turn) => {
      if (turn % 2 === 0) await foldTakings(db.read.sql, 1);
      return takings(db.read.sql, id, DAYS);
    });
    for (const slots of await Promise.all(readings)) expect(slots.map((slot) => slot.paidCount)).toEqual([12n]);
  });

  it("are found out when they differ", async () => {
    const { db } = database;
    const { id } = await aMerchant(db);
    await aPaidPayment(db, id, { paydtm: at("2026-03-10T12:00:00") });
    await sql(`DELETE FROM "TakingsDelta" WHERE "accountId" = $1`, [id]);
    expect(await sql(KEPT_TAKINGS_DIFFER, [])).toEqual([{ id: `${id} 2026-03-10 04:00:00+00 HKD` }]);
  });
});
