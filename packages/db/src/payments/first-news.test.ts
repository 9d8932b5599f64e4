import type { Order } from "@tillbook/domain/orders";
import type { Payment } from "@tillbook/domain/payments";
import { describe, expect, it } from "vitest";
import type { Database } from "../client/index.ts";
import { after, aMerchant, anOrder, aPayment, NOW, useTestDatabase } from "../testing/index.ts";
import { type FirstNews, wasOvertaken } from "./index.ts";

const database = useTestDatabase();

async function opened(db: Database): Promise<{ order: Order; payment: Payment }> {
  const order = await anOrder(db, (await aMerchant(db)).id);
  return { order, payment: await aPayment(db, order, { nextEnquiryAt: after(12_000) }) };
}

/** QFPay made the order and gave it a number. */
function made({ accountId, ...payment }: Payment): FirstNews {
  const syssn = `S${payment.outTradeNo}`;
  const moved = { ...payment, accountId, state: { at: "awaiting", syssn, sysdtm: NOW, handover: null } } as const;
  const subject = { accountId, subject: "payment", subjectId: payment.id, observationId: null } as const;
  return {
    opened: { ...payment, accountId },
    news: {
      observation: {
        accountId,
        paymentId: payment.id,
        refundId: null,
        source: "response",
        verdict: "verified",
        findings: [],
        outTradeNo: payment.outTradeNo,
        syssn,
        respcd: "1143",
        notifyType: null,
        raw: "{}",
        receivedAt: NOW,
      },
      transaction: null,
      moved: { payment: moved, respcd: "1143", late: null },
      changes: [{ ...subject, before: "submitted", after: "awaiting", actor: "response:test", at: NOW }],
      at: NOW,
    },
  };
}

const write = (db: Database, ...news: FirstNews[]) => db.unitOfWork((tx) => tx.news.writeFirst(news));

async function heardOf(db: Database, { accountId, id }: Payment): Promise<[state: string | undefined, heard: number, changes: number]> {
  const payment = await db.read.payments.byId(accountId, id);
  const heard = await db.read.sql(`SELECT 1 FROM "Observation" WHERE "paymentId" = $1`, [id]);
  const changes = await db.read.sql(`SELECT 1 FROM "StateChange" WHERE "subjectId" = $1 AND "before" IS NOT NULL`, [id]);
  return [payment?.state.at, heard.length, changes.length];
}

describe("the first news of payments that were just opened", () => {
  it("moves them, and tells of it, without a look at them before", async () => {
    const { db } = database;
    const [one, other] = [await opened(db), await opened(db)];
    await write(db, made(one.payment), made(other.payment));
    expect(await heardOf(db, one.payment)).toEqual(["awaiting", 1, 1]);
    expect(await heardOf(db, other.payment)).toEqual(["awaiting", 1, 1]);
  });

  it.each<[string, (db: Database, at: { order: Order; payment: Payment }) => Promise<unknown>]>([
    ["was heard of before", (db, { payment }) => write(db, made(payment))],
    ["was taken to be asked about", (db) => db.read.payments.claimDue(after(13_000), after(60_000), 10)],
    ["gave its place away", (db, { payment }) => db.read.payments.supersede(payment.id, NOW)],
    ["belongs to an order that ended", (db, { order }) => db.read.orders.move(order, "cancelled", NOW, null)],
    [
      "has a number that the books know",
      (db, { payment: { accountId, amount, outTradeNo } }) =>
        db.read.sql(
          `INSERT INTO "Transaction" ("id", "accountId", "syssn", "kind", "amountMinor", "currency", "respcd", "sysdtm", "createdAt", "updatedAt")
           VALUES (gen_random_uuid(), $1, $2, 'payment', $3, $4, '0000', $5, $5, $5)`,
          [accountId, `S${outTradeNo}`, amount.minor, amount.currency, NOW],
        ),
    ],
  ])("leave all of it unwritten where one %s", async (_what, happens) => {
    const { db } = database;
    const [fast, other] = [await opened(db), await opened(db)];
    await happens(db, fast);
    const before = await heardOf(db, fast.payment);
    await expect(write(db, made(other.payment), made(fast.payment))).rejects.toSatisfy(wasOvertaken);
    expect(await heardOf(db, fast.payment)).toEqual(before);
    expect(await heardOf(db, other.payment)).toEqual(["submitted", 0, 0]);
  });

  it("wait for nobody who holds the order", async () => {
    const { db } = database;
    const { order, payment } = await opened(db);
    await db.unitOfWork(async (tx) => {
      await tx.orders.lock(order.accountId, order.id);
      await expect(write(db, made(payment))).rejects.toSatisfy(wasOvertaken);
    });
    await write(db, made(payment));
    expect(await heardOf(db, payment)).toEqual(["awaiting", 1, 1]);
  });
});
