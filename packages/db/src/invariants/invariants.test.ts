import { beforeAll, describe, expect, it } from "vitest";
import type { Sql } from "../client/index.ts";
import { aMerchant, anOrder, aPaidPayment, aRefund, brokenAfter, NOW, useTestDatabase } from "../testing/index.ts";
import { brokenInvariants } from "./invariants.ts";

const database = useTestDatabase();
let ids: Readonly<Record<"account" | "order" | "payment" | "refund" | "other", string>>;

/** One order that was paid and refunded in part, with everything that the books keep of it, and one open order. */
beforeAll(async () => {
  const { db } = database;
  const { sql } = db.read;
  const { id: account } = await aMerchant(db);
  const payment = await aPaidPayment(db, account);
  const refund = aRefund(payment);
  await db.read.refunds.insert(refund);
  const other = await anOrder(db, account);
  ids = { account, order: payment.orderId, payment: payment.id, refund: refund.id, other: other.id };
  await sql(`UPDATE "Refund" SET "state" = 'refunded', "syssn" = 'R1', "sysdtm" = $2 WHERE "id" = $1`, [refund.id, NOW]);
  const [paid] = await sql<{ syssn: string }>(`SELECT "syssn" FROM "Payment" WHERE "id" = $1`, [payment.id]);
  for (const [syssn, kind, minor] of [
    [paid?.syssn, "payment", 10_000],
    ["R1", "refund", -1_000],
  ] as const) {
    await sql(
      `INSERT INTO "Transaction" ("id","accountId","syssn","kind","amountMinor","currency","respcd","sysdtm","createdAt","updatedAt")
       VALUES (gen_random_uuid(), $1, $2, $3, $4, 'HKD', '0000', $5, $5, $5)`,
      [account, syssn, kind, minor, NOW],
    );
  }
  await sql(HEARD, [account, payment.id, null, paid?.syssn, "payment"]);
  await sql(HEARD, [account, null, refund.id, "R1", "refund"]);
  const changes: [string, string, string | null, string][] = [
    ["order", ids.order, null, "open"],
    ["order", ids.order, "open", "paid"],
    ["payment", ids.payment, null, "submitted"],
    ["payment", ids.payment, "submitted", "paid"],
    ["refund", ids.refund, null, "submitted"],
    ["refund", ids.refund, "submitted", "refunded"],
    ["order", ids.other, null, "open"],
  ];
  for (const [subject, id, before, after] of changes) await change(sql, subject, id, before, after);
  for (const [subject, id] of [
    ["order", ids.order],
    ["order", ids.other],
    ["refund", ids.refund],
  ] as const) {
    await sql(
      `INSERT INTO "AuditEntry" ("accountId","actor","action","subject","subjectId","at") VALUES ($1, 'test', 'done', $2, $3, $4)`,
      [account, subject, id, NOW],
    );
  }
});

const HEARD = `INSERT INTO "Observation" ("accountId","paymentId","refundId","source","verdict","syssn","respcd","notifyType","raw","receivedAt")
  VALUES ($1, $2, $3, 'notification', 'verified', $4, '0000', $5, '{}', now())`;

async function change(sql: Sql, subject: string, id: string, before: string | null, after: string): Promise<void> {
  await sql(
    `INSERT INTO "StateChange" ("accountId","subject","subjectId","before","after","actor","observationId","at")
     VALUES ($1, $2, $3, $4, $5, 'test', (SELECT max("id") FROM "Observation"), $6)`,
    [ids.account, subject, id, before, after, NOW],
  );
}

const namesBrokenAfter = async (breaking: (sql: Sql) => Promise<unknown>): Promise<string[]> =>
  (await brokenAfter(database.db, breaking)).map(({ name }) => name);

describe("the promises of the books", () => {
  it("are kept by sound ones", async () => {
    expect(await brokenInvariants(database.db.read.sql)).toEqual([]);
  });

  it.each<[string, string, (sql: Sql) => Promise<unknown>]>([
    ["paid_payment_has_evidence", "nobody told us", (sql) => sql(`UPDATE "Observation" SET "verdict" = 'mismatched'`)],
    ["paid_payment_has_evidence", "the news were of another number", (sql) => sql(`UPDATE "Observation" SET "outTradeNo" = 'OTHER'`)],
    [
      "paid_payment_has_its_transaction",
      "another sum arrived",
      (sql) => sql(`UPDATE "Transaction" SET "amountMinor" = 1 WHERE "kind" = 'payment'`),
    ],
    [
      "refund_has_evidence",
      "nobody told us of the refund",
      (sql) => sql(`UPDATE "Observation" SET "syssn" = 'X' WHERE "refundId" IS NOT NULL`),
    ],
    ["refund_has_its_transaction", "the refund moved nothing", (sql) => sql(`DELETE FROM "Transaction" WHERE "kind" = 'refund'`)],
    ["order_asks_for_what_its_payments_take", "the order changed its sum", (sql) => sql(`UPDATE "Order" SET "amountMinor" = 1`)],
    [
      "paid_payment_pays_its_order",
      "a paid payment counts nowhere",
      (sql) => sql(`UPDATE "Order" SET "state" = 'open', "paidPaymentId" = NULL`),
    ],
    [
      "state_is_the_last_change",
      "a state changed silently",
      (sql) => sql(`UPDATE "Order" SET "state" = 'cancelled' WHERE "id" = $1`, [ids.other]),
    ],
    ["changes_follow_each_other", "a change is missing", (sql) => change(sql, "order", ids.other, "expired", "open")],
    ["no_change_falls", "a state fell", (sql) => change(sql, "order", ids.order, "paid", "open")],
    ["every_change_says_by_whom", "nobody did it", (sql) => sql(`UPDATE "StateChange" SET "actor" = ' '`)],
    ["money_moves_by_news", "money moved without news", (sql) => sql(`UPDATE "StateChange" SET "observationId" = NULL`)],
    ["refunds_never_exceed_payment", "too much went back", (sql) => sql(`UPDATE "Refund" SET "amountMinor" = 10001`)],
    ["only_paid_is_refunded", "the payment never was", (sql) => sql(`UPDATE "Payment" SET "state" = 'failed'`)],
    ["money_arrives_once", "it arrived twice", (sql) => change(sql, "payment", ids.payment, "paid", "paid")],
    [
      "a_notification_is_news_once",
      "one notification had its effect twice",
      (sql) => sql(HEARD, [ids.account, null, ids.refund, "R1", "refund"]),
    ],
    [
      "every_order_has_its_deed",
      "an order came from nowhere",
      (sql) => sql(`DELETE FROM "AuditEntry" WHERE "subjectId" = $1`, [ids.other]),
    ],
    ["every_refund_has_its_deed", "a refund came from nowhere", (sql) => sql(`DELETE FROM "AuditEntry" WHERE "subject" = 'refund'`)],
    ["what_was_written_stays", "the guard was sent away", (sql) => sql(`ALTER TABLE "AuditEntry" DISABLE TRIGGER "audit_entry_is_kept"`)],
  ])("%s is broken when %s", async (name, _how, breaking) => {
    expect(await namesBrokenAfter(breaking)).toContain(name);
  });

  it.each([
    ["a_request_makes_one_order", "Order", "Order_accountId_requestId_key"],
    ["a_request_makes_one_refund", "Refund", "Refund_accountId_requestId_key"],
  ])("%s is broken when one request made two", async (name, table, index) => {
    const names = await namesBrokenAfter(async (sql) => {
      await sql(`DROP INDEX "${index}"`);
      await sql(
        `INSERT INTO "${table}" SELECT (jsonb_populate_record(r, '{"id": "00000000-0000-7000-8000-000000000000", "number": "TWO", "linkToken": "two",
        "outTradeNo": "two", "paidPaymentId": null, "state": "failed"}'::jsonb - CASE '${table}' WHEN 'Order' THEN 'state' ELSE 'number' END)).* FROM "${table}" r
        WHERE "id" = $1`,
        [table === "Order" ? ids.other : ids.refund],
      );
    });
    expect(names).toContain(name);
  });
});
