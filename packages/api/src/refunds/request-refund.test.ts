import { randomUUID } from "node:crypto";
import { standings } from "@tillbook/db/refunds";
import { aTransaction, NOW, useTestDatabase } from "@tillbook/db/testing";
import { money } from "@tillbook/domain/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requestRefund } from "./create-refund.ts";
import { readFeasibility } from "./read-refunds.ts";
import { peopleAt, wish } from "./testing/people.ts";

const database = useTestDatabase();
const hkd = (minor: bigint) => money(minor, "HKD");
const standingOf = async (paymentId: string) => {
  const [standing] = await standings(database.db.read.sql, [paymentId]);
  if (!standing) throw new Error("a payment stands somewhere");
  return standing;
};

describe("two partial refunds that together exceed the payment", () => {
  it("are never both taken, 200 times over", async () => {
    const { cashier, payment } = await peopleAt(database.db, { refundRules: {} });
    for (let round = 0; round < 200; round++) {
      const { id } = await payment();
      const both = await Promise.allSettled([requestRefund(cashier, wish(id, "60.00")), requestRefund(cashier, wish(id, "60.00"))]);
      expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      expect((await standingOf(id)).refunding).toEqual(hkd(6_000n));
    }
  });

  it("leave what is asked for at or below the payment under any number of requests at once", async () => {
    const { cashier, payment } = await peopleAt(database.db);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 12_000 }), { minLength: 2, maxLength: 6 }), async (sums) => {
        const { id } = await payment();
        await Promise.allSettled(sums.map((sum) => requestRefund(cashier, wish(id, (sum / 100).toFixed(2)))));
        const { refunding, awaitingApproval, refundable, paid } = await standingOf(id);
        expect(refunding.minor + awaitingApproval.minor).toBeLessThanOrEqual(paid.minor);
        expect(refunding.minor + awaitingApproval.minor + refundable.minor).toBe(paid.minor);
        expect(sums.every((sum) => BigInt(sum) > refundable.minor) || refunding.minor + awaitingApproval.minor > 0n).toBe(true);
      }),
      { numRuns: 15 },
    );
  });
});

describe("a double click", () => {
  it("is one refund, however often and at once it is sent", async () => {
    const { cashier, payment } = await peopleAt(database.db);
    const { id, orderId } = await payment();
    const same = wish(id, "20.00");
    const all = await Promise.all(Array.from({ length: 20 }, () => requestRefund(cashier, same)));
    expect(new Set(all.map(({ refund }) => refund.id)).size).toBe(1);
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await database.db.read.refunds.ofOrder(orderId)).toHaveLength(1);
  });

  it("with other contents is refused", async () => {
    const { cashier, payment } = await peopleAt(database.db);
    const { id } = await payment();
    const requestId = randomUUID();
    await requestRefund(cashier, wish(id, "20.00", requestId));
    await expect(requestRefund(cashier, wish(id, "21.00", requestId))).rejects.toMatchObject({ code: "request_reused" });
  });
});

describe("what stands in the way", () => {
  it.each([
    ["100.01", "refund_too_large"],
    ["0", "invalid_input"],
    ["1e3", "invalid_input"],
  ])("of %s is said as %s, and nothing is written", async (amount, code) => {
    const { cashier, payment } = await peopleAt(database.db);
    const { id, orderId } = await payment();
    await expect(requestRefund(cashier, wish(id, amount))).rejects.toMatchObject({ code });
    expect(await database.db.read.refunds.ofOrder(orderId)).toEqual([]);
  });

  it("is an age beyond the account's limit", async () => {
    const { cashier, payment } = await peopleAt(database.db, {
      now: new Date(NOW.getTime() + 31 * 86_400_000),
      refundRules: { maximumAgeDays: 30 },
    });
    const { id } = await payment();
    await expect(requestRefund(cashier, wish(id, "1.00"))).rejects.toMatchObject({
      code: "refund_not_possible",
      fields: [{ field: "paymentId", fault: "too_old" }],
    });
  });

  it("is a part, once QFPay barred a part of this payment", async () => {
    const { cashier, payment } = await peopleAt(database.db, { refundRules: {} });
    const { id } = await payment();
    const { refund } = await requestRefund(cashier, wish(id, "10.00"));
    await database.db.read.refunds.save({ ...refund, state: { at: "failed", respcd: "1271" }, nextSendAt: null }, "1271");
    await expect(requestRefund(cashier, wish(id, "10.00"))).rejects.toMatchObject({ fields: [{ field: "amount", fault: "part_barred" }] });
    expect((await requestRefund(cashier, wish(id, "100.00"))).isNew).toBe(true);
  });

  it("is what QFPay's own flag says of the payment", async () => {
    const { cashier, payment, account } = await peopleAt(database.db);
    const { id, state } = await payment();
    const syssn = state.at === "paid" ? state.syssn : "";
    await database.db.read.transactions.upsert(aTransaction(account.id, { syssn, paymentId: id, cancel: "3" }), NOW);
    await expect(requestRefund(cashier, wish(id, "1.00"))).rejects.toMatchObject({ fields: [{ fault: "refunded_at_qfpay" }] });
  });

  it("is nobody's payment but the account's own", async () => {
    const { cashier } = await peopleAt(database.db);
    const { payment } = await peopleAt(database.db);
    const { id } = await payment();
    await expect(requestRefund(cashier, wish(id, "1.00"))).rejects.toMatchObject({ code: "not_found" });
  });

  it("can be read before anything is asked for, the whole rest when no amount is named", async () => {
    const { cashier, payment } = await peopleAt(database.db);
    const { id } = await payment();
    await requestRefund(cashier, wish(id, "20.00"));
    expect(await readFeasibility(cashier, { paymentId: id })).toMatchObject({
      amount: { amount: "80.00", currency: "HKD" },
      standing: { paid: { amount: "100.00" }, refunding: { amount: "20.00" }, refundable: { amount: "80.00" } },
    });
    const { checks } = await readFeasibility(cashier, { paymentId: id, amount: "80.01" });
    expect(checks.filter(({ is }) => is === "refused").map(({ why }) => why)).toEqual(["too_large"]);
  });
});

describe("a refund that is asked for in the night", () => {
  it("is queued until QFPay's pause is over", async () => {
    const { cashier, payment } = await peopleAt(database.db, { now: new Date("2026-03-10T23:45:00+08:00") });
    const { refund } = await requestRefund(cashier, wish((await payment()).id, "1.00"));
    expect(refund).toMatchObject({ state: { at: "queued" }, waitsBecause: "blackout", sends: 0 });
    const end = new Date("2026-03-11T00:30:00+08:00").getTime();
    expect(refund.nextSendAt?.getTime()).toBeGreaterThan(end);
    expect(refund.nextSendAt?.getTime()).toBeLessThan(end + 5 * 60_000);
  });
});
