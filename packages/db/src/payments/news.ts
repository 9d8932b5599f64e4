import type { Order } from "@tillbook/domain/orders";
import type { Lateness, Payment } from "@tillbook/domain/payments";
import pg from "pg";
import { z } from "zod";
import { type AuditEntry, auditInsertion } from "../audit/index.ts";
import { announce, type Change } from "../client/announce.ts";
import { recordset, rowsText } from "../client/rows.ts";
import type { Sql } from "../client/sql.ts";
import { type Statement, together } from "../client/statement.ts";
import { later } from "../client/unit.ts";
import { type ObservationRow, observationsInsertion, type StateChangeRow, seenChangesInsertion } from "../observations/index.ts";
import { ORDER_COLUMNS, orderFromRow } from "../orders/index.ts";
import { type TransactionRow, transactionsUpsert } from "../transactions/index.ts";
import { caseClearing, caseOpening, type NewCase } from "./cases.ts";
import { type PaymentChange, paymentsUpdate } from "./payments.ts";
import { type KnownPayment, paymentFromRow } from "./rows.ts";

/** By which numbers news names a payment: our own, or else QFPay's. */
export type NewsNumbers = { accountId: string; outTradeNo: string | null; syssn: string | null; notifyType: string | null };

/** The numbers of news that names our own. */
export type OwnNumbers = NewsNumbers & { readonly outTradeNo: string };

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

/** The first news of a payment, and the payment as it was opened. */
export type FirstNews = { readonly news: PaymentNews; readonly opened: Payment };

export type News = ReturnType<typeof newsOn>;

export function newsOn(sql: Sql) {
  return {
    /**
     * Locks the order of the payment that news names, and reads both; null when no payment has these numbers. Whoever waited for the
     * lock reads what was committed meanwhile, but for `wasHeard` and `knownTransaction`: {@link reread} tells those anew.
     */
    async lock({ accountId, outTradeNo, syssn, notifyType }: NewsNumbers): Promise<(PaymentInNews & { order: Order }) | null> {
      const [row] = await sql(
        `SELECT p.*, ${KNOWN()}, ${ORDER}
         FROM "Payment" p JOIN "Order" o ON o."id" = p."orderId" LEFT JOIN "Transaction" t ON t."accountId" = $1 AND t."syssn" = $3
         WHERE p."accountId" = $1 AND p.${named(outTradeNo)} = $2 LIMIT 1 FOR UPDATE OF o FOR NO KEY UPDATE OF p`,
        [accountId, outTradeNo ?? syssn, syssn, notifyType],
      );
      return row ? { ...inNews(row), order: orderFromRow(prefixed("o_", row)) } : null;
    },
    /**
     * As {@link lock} for several payments by our own numbers, each of another order; null for those that are not there or whose order
     * somebody else holds. It waits for nobody, so batches cannot wait for each other in a circle.
     */
    async lockFree(numbers: readonly OwnNumbers[]): Promise<((PaymentInNews & { order: Order }) | null)[]> {
      const rows = await sql<{ nth: number }>(
        `SELECT p.*, ${KNOWN("x.")}, ${ORDER}, x."nth" FROM ${recordset(OWN_NUMBERS)} JOIN "Payment" p ON p."accountId" = x."accountId" AND p."outTradeNo" = x."outTradeNo"
         JOIN "Order" o ON o."id" = p."orderId" LEFT JOIN "Transaction" t ON t."accountId" = x."accountId" AND t."syssn" = x."syssn"
         FOR UPDATE OF o SKIP LOCKED FOR NO KEY UPDATE OF p SKIP LOCKED`,
        [rowsText(numbers.map((each, nth) => ({ ...each, nth })))],
      );
      const found = new Map(rows.map((row) => [row.nth, row]));
      return numbers.map((_each, nth) => {
        const row = found.get(nth);
        return row ? { ...inNews(row), order: orderFromRow(prefixed("o_", row)) } : null;
      });
    },
    /** The payment and what the books know of the numbers, read after the lock was taken. */
    async reread({ accountId, outTradeNo, syssn, notifyType }: NewsNumbers): Promise<PaymentInNews> {
      const [row] = await sql(
        `SELECT p.*, ${KNOWN()} FROM "Payment" p LEFT JOIN "Transaction" t ON t."accountId" = $1 AND t."syssn" = $3
         WHERE p."accountId" = $1 AND p.${named(outTradeNo)} = $2 LIMIT 1`,
        [accountId, outTradeNo ?? syssn, syssn, notifyType],
      );
      return inNews(row ?? {});
    },
    /** Writes all of it in one statement, which goes with what comes next, be it COMMIT. */
    async write(news: PaymentNews): Promise<void> {
      await writeAll(sql, [news], specialWrites(news));
    },
    /**
     * The first news of payments that were just opened, one of each, all of it {@link isPlain plain} and none of it money: one statement
     * that locks, looks whether each is as it was opened, and writes. Where one is not, or is held by somebody else, the unit of work
     * fails ({@link wasOvertaken}) and nothing is written.
     */
    async writeFirst(first: readonly FirstNews[]): Promise<void> {
      await writeAll(
        sql,
        first.map(({ news }) => news),
        { asOpened: lockAsOpened(first) },
        isAll("asOpened", first.length),
      );
    },
    /** As {@link write} for news of several orders, one of each, all of it {@link isPlain plain}. */
    async writePlain(news: readonly PaymentNews[]): Promise<void> {
      await writeAll(sql, news, {});
    },
  };
}

/** Whether news only moves a payment and its order, as nearly all does: it opens no case, and nobody had asked for it. */
export function isPlain({ asked, opens, deed, clearedBy }: PaymentNews): boolean {
  return asked === undefined && opens === undefined && deed === undefined && clearedBy === undefined;
}

/** Whether first news failed because a payment was not as it was opened any more; then nothing of it has happened. */
export function wasOvertaken(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === DIVISION_BY_ZERO;
}
const DIVISION_BY_ZERO = "22012";

const OPENED = { id: "uuid", accountId: "uuid", nextEnquiryAt: "timestamptz", syssn: "text" } as const;

/** Waits for nobody. A payment is as it was opened while nobody heard of it, asked about it or took it to ask; nor may its number be known. */
function lockAsOpened(first: readonly FirstNews[]): Statement {
  const rows = first.map(({ news, opened: { id, accountId, nextEnquiryAt } }) => ({
    id,
    accountId,
    nextEnquiryAt,
    syssn: news.observation.syssn,
  }));
  return {
    text: `SELECT 1 FROM ${recordset(OPENED)}
      JOIN "Payment" p ON p."id" = x."id" AND p."state" = 'submitted' AND p."supersededAt" IS NULL AND p."nextEnquiryAt" IS NOT DISTINCT FROM x."nextEnquiryAt"
      JOIN "Order" o ON o."id" = p."orderId" AND o."state" = 'open'
      LEFT JOIN "Transaction" t ON t."accountId" = x."accountId" AND t."syssn" = x."syssn"
      WHERE t."id" IS NULL FOR UPDATE OF o SKIP LOCKED FOR NO KEY UPDATE OF p SKIP LOCKED`,
    params: [rowsText(rows)],
  };
}

const ORDER = ORDER_COLUMNS.map((name) => `o."${name}" AS "o_${name}"`).join(", ");
const OWN_NUMBERS = { accountId: "uuid", outTradeNo: "text", syssn: "text", notifyType: "text", nth: "int" } as const;

/** What the books know of the news' `syssn` and `notifyType`. No word of `source`: only a notification has a `notifyType`, and an index by number finds it. */
const KNOWN = (of?: "x.") => {
  const [accountId, syssn, notifyType] = of ? [`x."accountId"`, `x."syssn"`, `x."notifyType"`] : ["$1", "$3", "$4::text"];
  return `t."id" IS NOT NULL AS "taken", t."kind" AS "t_kind", t."amountMinor" AS "t_amountMinor", t."currency" AS "t_currency",
  t."paymentId" AS "t_paymentId", t."refundId" AS "t_refundId", ${notifyType} IS NOT NULL AND EXISTS (SELECT 1 FROM "Observation" n
    WHERE n."accountId" = ${accountId} AND n."syssn" = ${syssn} AND n."notifyType" = ${notifyType} AND n."verdict" IN ('verified', 'duplicate')) AS "wasHeard"`;
};

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
  const own: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) if (name.startsWith(prefix)) own[name.slice(prefix.length)] = value;
  return own;
}

/** @param last what the statement ends with; left out, it looks whether orders were counted */
async function writeAll(
  sql: Sql,
  news: readonly PaymentNews[],
  special: Readonly<Record<string, Statement>>,
  last?: Statement,
): Promise<void> {
  const counted = news.flatMap(({ moved, counted: order, at }) => (moved && order ? [{ order, payment: moved.payment, at }] : []));
  // An order that was moved under its own lock counts nothing: then the division fails, and all of it with it.
  const end = last ?? (counted.length === 0 ? { text: "SELECT 1", params: [] } : isAll("counted", counted.length));
  await later(sql, together({ ...commonWrites(news, counted), ...special }, end));
  for (const { announce: change } of news) if (change) await announce(sql, change);
}

type Counted = { readonly order: Order; readonly payment: Payment; readonly at: Date };

/** Fails, by a division, where there are not so many. */
function isAll(named: "counted" | "asOpened", count: number): Statement {
  return { text: `SELECT 1 / (count(*) = $1::int)::int FROM "${named}"`, params: [count] };
}

function commonWrites(news: readonly PaymentNews[], counted: readonly Counted[]): Record<string, Statement> {
  const writes: Record<string, Statement> = { seen: observationsInsertion(news.map(({ observation }) => observation)) };
  const booked = news.flatMap(({ transaction: row, at }) => (row ? [{ row, at }] : []));
  if (booked.length > 0) writes["booked"] = transactionsUpsert(booked);
  const moved = news.flatMap((each) => (each.moved ? [movement(each.moved, each.asked, each.at)] : []));
  if (moved.length > 0) writes["moved"] = paymentsUpdate(moved);
  if (counted.length > 0) writes["counted"] = ordersCounting(counted);
  const hastening = news.flatMap(({ moved: by, hastensOthers, at }) => (by && hastensOthers ? [{ payment: by.payment, at }] : []));
  if (hastening.length > 0) writes["hastened"] = hasteningOfOthers(hastening);
  const changes = news.flatMap(({ observation: { paymentId }, changes: all }) =>
    paymentId === null ? [] : all.map((change) => ({ paymentId, change })),
  );
  if (changes.length > 0) writes["changes"] = seenChangesInsertion(changes);
  return writes;
}

function specialWrites({ moved, asked, opens, deed, clearedBy, at }: PaymentNews): Record<string, Statement> {
  const writes: Record<string, Statement> = {};
  if (!moved && asked) writes["asked"] = enquiryCount(asked, at);
  if (opens) writes["opened"] = caseOpening(opens, "seen");
  if (deed) writes["deed"] = auditInsertion([deed]);
  if (moved && clearedBy !== undefined) writes["cleared"] = caseClearing(moved.payment.id, clearedBy, at);
  return writes;
}

function movement(moved: NonNullable<PaymentNews["moved"]>, asked: PaymentNews["asked"], at: Date): PaymentChange {
  if (!asked) return { ...moved, at, enquiries: 0, needsPersonAt: null };
  const payment = { ...moved.payment, nextEnquiryAt: asked.next };
  return { ...moved, payment, at, enquiries: 1, needsPersonAt: asked.needsPerson ? at : null };
}

function enquiryCount({ paymentId, next, needsPerson }: NonNullable<PaymentNews["asked"]>, at: Date): Statement {
  return {
    text: `UPDATE "Payment" SET "enquiries" = "enquiries" + 1, "nextEnquiryAt" = $2, "needsPersonAt" = coalesce("needsPersonAt", $3) WHERE "id" = $1`,
    params: [paymentId, next, needsPerson ? at : null],
  };
}

const COUNTED = { id: "uuid", before: "text", at: "timestamptz", paymentId: "uuid" } as const;

function ordersCounting(counted: readonly Counted[]): Statement {
  return {
    text: `UPDATE "Order" o SET "state" = 'paid', "stateAt" = x."at", "paidPaymentId" = x."paymentId" FROM ${recordset(COUNTED)}
      WHERE o."id" = x."id" AND o."state" = x."before" RETURNING o."id"`,
    params: [rowsText(counted.map(({ order, payment, at }) => ({ id: order.id, before: order.state, at, paymentId: payment.id })))],
  };
}

const HASTENING = { orderId: "uuid", paymentId: "uuid", at: "timestamptz" } as const;

function hasteningOfOthers(by: readonly { payment: Payment; at: Date }[]): Statement {
  return {
    // Said so that it is found by its order, and never by way of all that is due.
    text: `UPDATE "Payment" p SET "nextEnquiryAt" = x."at" FROM ${recordset(HASTENING)}
      WHERE p."orderId" = x."orderId" AND p."id" <> x."paymentId" AND (p."nextEnquiryAt" > x."at") IS TRUE`,
    params: [rowsText(by.map(({ payment, at }) => ({ orderId: payment.orderId, paymentId: payment.id, at })))],
  };
}
