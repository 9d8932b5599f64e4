import type { Order } from "@tillbook/domain/orders";
import type { Lateness, Payment } from "@tillbook/domain/payments";
import { z } from "zod";
import { type AuditEntry, auditInsertion } from "../audit/index.ts";
import { announcement, type Change } from "../client/listen.ts";
import type { Sql } from "../client/sql.ts";
import { run, type Statement, together } from "../client/statement.ts";
import { changesInsertion, type ObservationRow, observationInsertion, type StateChangeRow } from "../observations/index.ts";
import { orderFromRow } from "../orders/index.ts";
import { type TransactionRow, transactionUpsert } from "../transactions/index.ts";
import { caseClearing, caseOpening, type NewCase } from "./cases.ts";
import { paymentUpdate } from "./payments.ts";
import { type KnownPayment, paymentFromRow } from "./rows.ts";

/** By which numbers news names a payment: our own, or else QFPay's. */
export type NewsNumbers = { accountId: string; outTradeNo: string | null; syssn: string | null; notifyType: string | null };

/** A payment that there is news of, as it is now that its order is locked. */
export type PaymentInNews = {
  readonly payment: KnownPayment;
  /** The row that the books have of the news' `syssn` already, to be held against it; null when the number is new. */
  readonly knownTransaction: unknown;
  /** This very notification was believed before. */
  readonly wasHeard: boolean;
};

/** All that one piece of news about a payment changes. */
export type PaymentNews = {
  readonly observation: ObservationRow;
  readonly transaction: TransactionRow | null;
  /** Left out when the payment stays as it is. */
  readonly moved?: { readonly payment: Payment; readonly respcd: string | null; readonly late: Lateness | null };
  /** It answers an enquiry about the payment, which is then asked about again at `next`, or no more. */
  readonly asked?: { readonly paymentId: string; readonly next: Date | null; readonly needsPerson: boolean };
  /** The order that becomes paid by this payment, as it was before. */
  readonly counted?: Order;
  /** The order's other attempts are asked about now: nothing more may be paid for it. */
  readonly hastensOthers?: boolean;
  /** What moved; the observation is filled in. */
  readonly changes: readonly StateChangeRow[];
  readonly opens?: NewCase;
  /** The payment's unclear case became clear by this, so called. */
  readonly clearedBy?: string;
  /** What a clock or person did with it. */
  readonly deed?: AuditEntry;
  readonly announce?: Change;
  readonly at: Date;
};

const written = z.object({ counted: z.int() });

export type News = ReturnType<typeof newsOn>;

export function newsOn(sql: Sql) {
  return {
    /** Locks the order of the payment that news names; null when no payment has these numbers. */
    async lockOrder({ accountId, outTradeNo, syssn }: NewsNumbers): Promise<Order | null> {
      const [row] = await sql(`SELECT * FROM "Order" WHERE "id" = (SELECT "orderId" FROM "Payment" WHERE ${NAMED} LIMIT 1) FOR UPDATE`, [
        accountId,
        outTradeNo,
        syssn,
      ]);
      return row ? orderFromRow(row) : null;
    },
    /** The payment itself, read after the lock was taken, with what the books know of the numbers. */
    async read({ accountId, outTradeNo, syssn, notifyType }: NewsNumbers): Promise<PaymentInNews | null> {
      const [row] = await sql<{ wasHeard: boolean; taken: boolean }>(
        `SELECT p.*, t."id" IS NOT NULL AS "taken", t."kind" AS "t_kind", t."amountMinor" AS "t_amountMinor", t."currency" AS "t_currency",
           t."paymentId" AS "t_paymentId", t."refundId" AS "t_refundId",
           $4::text IS NOT NULL AND EXISTS (SELECT 1 FROM "Observation" o WHERE o."accountId" = $1 AND o."syssn" = $3 AND o."notifyType" = $4
             AND o."source" = 'notification' AND o."verdict" IN ('verified', 'duplicate')) AS "wasHeard"
         FROM (SELECT * FROM "Payment" WHERE ${NAMED} LIMIT 1) p LEFT JOIN "Transaction" t ON t."accountId" = $1 AND t."syssn" = $3`,
        [accountId, outTradeNo, syssn, notifyType],
      );
      if (!row) return null;
      return { payment: paymentFromRow(row), knownTransaction: row.taken ? withoutPrefix(row) : null, wasHeard: row.wasHeard };
    },
    /** Writes all of it in one statement. Throws when the order was moved under its own lock. */
    async write(news: PaymentNews): Promise<void> {
      const [row] = await run(sql, statementOf(news));
      if (news.counted && written.parse(row).counted !== 1) throw new Error(`order ${news.counted.id} moved under its own lock`);
    },
  };
}

const NAMED = `"accountId" = $1 AND ("outTradeNo" = $2 OR ("syssn" = $3 AND $2::text IS NULL))`;

function withoutPrefix(row: object): object {
  return Object.fromEntries(Object.entries(row).flatMap(([name, value]) => (name.startsWith("t_") ? [[name.slice(2), value]] : [])));
}

function statementOf(news: PaymentNews): Statement {
  const { moved, counted, at } = news;
  const writes: Record<string, Statement> = { seen: observationInsertion(news.observation) };
  if (news.transaction) writes["booked"] = transactionUpsert(news.transaction, at);
  if (moved) writes["moved"] = movingStatement(moved, news.asked, at);
  else if (news.asked) writes["asked"] = enquiryCount(news.asked, at);
  if (moved && counted) writes["counted"] = orderCounting(counted, moved.payment, at);
  if (moved && news.hastensOthers) writes["hastened"] = hasteningOfOthers(moved.payment, at);
  if (news.changes.length > 0) writes["changes"] = changesInsertion(news.changes, "seen");
  if (news.opens) writes["opened"] = caseOpening(news.opens, "seen");
  if (news.deed) writes["deed"] = auditInsertion(news.deed);
  if (moved && news.clearedBy !== undefined) writes["cleared"] = caseClearing(moved.payment.id, news.clearedBy, at);
  const count = writes["counted"] ? `(SELECT count(*)::int FROM "counted")` : "0";
  return news.announce
    ? together(writes, { text: `SELECT ${count} AS "counted", pg_notify($1, $2)`, params: announcement(news.announce) })
    : together(writes, { text: `SELECT ${count} AS "counted"`, params: [] });
}

function movingStatement(moved: NonNullable<PaymentNews["moved"]>, asked: PaymentNews["asked"], at: Date): Statement {
  if (!asked) return paymentUpdate({ ...moved, at, enquiries: 0, needsPersonAt: null });
  const payment = { ...moved.payment, nextEnquiryAt: asked.next };
  return paymentUpdate({ ...moved, payment, at, enquiries: 1, needsPersonAt: asked.needsPerson ? at : null });
}

function enquiryCount({ paymentId, next, needsPerson }: NonNullable<PaymentNews["asked"]>, at: Date): Statement {
  return {
    text: `UPDATE "Payment" SET "enquiries" = "enquiries" + 1, "nextEnquiryAt" = $2, "needsPersonAt" = coalesce("needsPersonAt", $3) WHERE "id" = $1`,
    params: [paymentId, next, needsPerson ? at : null],
  };
}

function orderCounting(order: Order, payment: Payment, at: Date): Statement {
  return {
    text: `UPDATE "Order" SET "state" = 'paid', "stateAt" = $3, "paidPaymentId" = $4 WHERE "id" = $1 AND "state" = $2 RETURNING "id"`,
    params: [order.id, order.state, at, payment.id],
  };
}

function hasteningOfOthers(payment: Payment, at: Date): Statement {
  return {
    text: `UPDATE "Payment" SET "nextEnquiryAt" = least("nextEnquiryAt", $3) WHERE "orderId" = $1 AND "id" <> $2 AND "nextEnquiryAt" IS NOT NULL`,
    params: [payment.orderId, payment.id, at],
  };
}
