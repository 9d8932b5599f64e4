import { money } from "@tillbook/domain/money";
import { describe, expect, it } from "vitest";
import { aMerchant, anOrder, aPaidPayment, aPayment, aRefund, NOW, useTestDatabase } from "../testing/index.ts";

const database = useTestDatabase();
const hkd = (minor: bigint) => money(minor, "HKD");

describe("refunds in the database", () => {
  it("never exceed their payment, however many come at once", async () => {
    const { db } = database;
    const paid = await aPaidPayment(db, (await aMerchant(db)).id); // HK$100.00
    const asked = await Promise.allSettled(
      Array.from({ length: 8 }, () => db.unitOfWork((tx) => tx.refunds.insert(aRefund(paid, { amount: hkd(3_000n) })))),
    );
    expect(asked.filter((result) => result.status === "fulfilled")).toHaveLength(3);
    expect(await db.read.refunds.ofOrder(paid.orderId)).toHaveLength(3);
  });

  it("may take the place of one that failed, and the failed one does not come back over the payment", async () => {
    const { db } = database;
    const paid = await aPaidPayment(db, (await aMerchant(db)).id);
    const first = aRefund(paid, { amount: hkd(10_000n) });
    await db.read.refunds.insert(first);
    await expect(db.read.refunds.insert(aRefund(paid, { amount: hkd(1n) }))).rejects.toMatchObject({
      constraint: "refunds_never_exceed_payment",
    });
    await db.read.refunds.save({ ...first, state: { at: "failed", respcd: "1269" } }, "1269");
    await db.read.refunds.insert(aRefund(paid, { amount: hkd(10_000n) }));
    await expect(db.read.sql(`UPDATE "Refund" SET "state" = 'refunded' WHERE "id" = $1`, [first.id])).rejects.toThrow(/would exceed it/);
    await expect(db.read.sql(`UPDATE "Refund" SET "amountMinor" = 10001 WHERE "paymentId" = $1`, [paid.id])).rejects.toThrow(
      /would exceed it/,
    );
  });

  it("share no number with a payment of the account, in either order", async () => {
    const { db } = database;
    const { id } = await aMerchant(db);
    const paid = await aPaidPayment(db, id);
    await expect(db.read.refunds.insert(aRefund(paid, { outTradeNo: paid.outTradeNo }))).rejects.toMatchObject({ code: "23505" });
    const refund = aRefund(paid);
    await db.read.refunds.insert(refund);
    await expect(aPayment(db, await anOrder(db, id), { outTradeNo: refund.outTradeNo })).rejects.toMatchObject({ code: "23505" });
  });

  it("are more than nothing, in a state that is known, and one a request", async () => {
    const { db } = database;
    const paid = await aPaidPayment(db, (await aMerchant(db)).id);
    const refund = aRefund(paid);
    await db.read.refunds.insert(refund);
    await expect(db.read.refunds.insert(aRefund(paid, { amount: hkd(0n) }))).rejects.toMatchObject({
      constraint: "refund_amount_is_positive",
    });
    await expect(db.read.refunds.insert(aRefund(paid, { requestId: refund.requestId }))).rejects.toMatchObject({ code: "23505" });
    await expect(db.read.sql(`UPDATE "Refund" SET "state" = 'done' WHERE "id" = $1`, [refund.id])).rejects.toThrow(/refund_state_is_known/);
  });

  it("that are done or refused do not become open again", async () => {
    const { db } = database;
    const refund = aRefund(await aPaidPayment(db, (await aMerchant(db)).id));
    await db.read.refunds.insert(refund);
    await db.read.refunds.save({ ...refund, state: { at: "refunded", syssn: "R1", sysdtm: NOW } }, "0000");
    for (const state of ["submitted", "processing", "failed"]) {
      await expect(db.read.sql(`UPDATE "Refund" SET "state" = $2 WHERE "id" = $1`, [refund.id, state])).rejects.toThrow(/cannot fall/);
    }
  });
});
