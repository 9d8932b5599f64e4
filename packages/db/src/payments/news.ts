import type { Order } from "@tillbook/domain/orders";
import type { Lateness, Payment } from "@tillbook/domain/payments";
import { z } from "zod";
import { type AuditEntry, auditInsertion } from "../audit/index.ts";
import { announce, type Change } from "../client/announce.ts";
import type { Sql } from "../client/sql.ts";
import { type Statement, together } from "../client/statement.ts";
import { later } from "../client/unit.ts";
import { changesInsertion, type ObservationRow, observationInsertion, type StateChangeRow } from "../observations/index.ts";
import { ORDER_COLUMNS, orderFromRow } from "../orders/index.ts";
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

export type News = ReturnType<typeof newsOn>;

export function newsOn(sql: Sql) {
  return {
    /**
     * Locks the order of the payment that news names, and reads both; null when no payment has these numbers. Whoever waited for the
     * lock reads what was committed meanwhile, but for `wasHeard` and `knownTransaction`: {@link reread} tells those anew.
     */
    async lock({ accountId, outTradeNo, syssn, notifyType }: NewsNumbers): Promise<(PaymentInNews & { order: Order }) | null> {
      const [row] = await sql(
        `SELECT p.*, ${KNOWN}, ${ORDER_COLUMNS.map((name) => `o."${name}" AS "o_${name}"`).join(", ")}
         FROM "Payment" p JOIN "Order" o ON o."id" = p."orderId" LEFT JOIN "Transaction" t ON t."accountId" = $1 AND t."syssn" = $3
         WHERE p."accountId" = $1 AND p.${named(outTradeNo)} = $2 LIMIT 1 FOR UPDATE OF o FOR NO KEY UPDATE OF p`,
        [accountId, outTradeNo ?? syssn, syssn, notifyType],
      );
      return row ? { ...inNews(row), order: orderFromRow(prefixed("o_", row)) } : null;
    },
    /** The payment and what the books know of the numbers, read after the lock was taken. */
    async reread({ accountId, outTradeNo, syssn, notifyType }: NewsNumbers): Promise<PaymentInNews> {
      const [row] = await sql(
        `SELECT p.*, ${KNOWN} FROM "Payment" p LEFT JOIN "Transaction" t ON t."accountId" = $1 AND t."syssn" = $3
         WHERE p."accountId" = $1 AND p.${named(outTradeNo)} = $2 LIMIT 1`,
        [accountId, outTradeNo ?? syssn, syssn, notifyType],
      );
      return inNews(row ?? {});
    },
    /** Writes all of it in one statement, which goes with what comes next, be it COMMIT. */
    async write(news: PaymentNews): Promise<void> {
      await later(sql, statementOf(news));
      if (news.announce) await announce(sql, news.announce);
    },
  };
}

/** What the books know of the news' `syssn` and `notifyType`. No word of `source`: only a notification has a `notifyType`, and an index by number finds it. */
const KNOWN = `t."id" IS NOT NULL AS "taken", t."kind" AS "t_kind", t."amountMinor" AS "t_amountMinor", t."currency" AS "t_currency",
  t."paymentId" AS "t_paymentId", t."refundId" AS "t_refundId", $4::text IS NOT NULL AND EXISTS (SELECT 1 FROM "Observation" n
    WHERE n."accountId" = $1 AND n."syssn" = $3 AND n."notifyType" = $4 AND n."verdict" IN ('verified', 'duplicate')) AS "wasHeard"`;

const known = z.object({ taken: z.boolean(), wasHeard: z.boolean() });

function inNews(row: object): PaymentInNews {
  const { taken, wasHeard } = known.parse(row);
  return { payment: paymentFromRow(row), knownTransaction: taken ? prefixed("t_", row) : null, wasHeard };
}

/** Our own number decides; QFPay's names a payment only where ours is not said. */
function named(outTradeNo: string | null): string {
  return outTradeNo === null ? `"syssn"` : `"outTradeNo"`;
}

function prefixed(prefix: string, row: object): object {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [])),
  );
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
  // An order that was moved under its own lock counts nothing: then the division fails, and all of it with it.
  return together(writes, { text: writes["counted"] ? `SELECT 1 / count(*) FROM "counted"` : "SELECT 1", params: [] });
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
    // Said so that it is found by its order, and never by way of all that is due.
    text: `UPDATE "Payment" SET "nextEnquiryAt" = $3 WHERE "orderId" = $1 AND "id" <> $2 AND ("nextEnquiryAt" > $3) IS TRUE`,
    params: [payment.orderId, payment.id, at],
  };
}
