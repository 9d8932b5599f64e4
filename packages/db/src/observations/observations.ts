import { z } from "zod";
import { columnsOf, insertion, recordset, rowsText } from "../client/rows.ts";
import type { Sql } from "../client/sql.ts";
import { run, type Statement } from "../client/statement.ts";

/** One time we heard about a payment or refund. Kept raw, never edited. */
export type ObservationRow = {
  accountId: string | null;
  paymentId: string | null;
  refundId: string | null;
  source: "response" | "notification" | "enquiry" | "import";
  /** verified: believed. duplicate: believed, heard before. mismatched and unknown: kept, moved nothing. forged: not QFPay's. */
  verdict: "verified" | "duplicate" | "mismatched" | "unknown" | "forged";
  findings: readonly string[];
  outTradeNo: string | null;
  syssn: string | null;
  respcd: string | null;
  notifyType: string | null;
  raw: string;
  /** The bytes of a notification where `raw` cannot carry them exactly. */
  rawBytes?: Uint8Array | null;
  /** X-QF-SIGN of a notification, so that it can be judged again. */
  signature?: string | null;
  /** Which of the account's keys had signed it. */
  signedBy?: "current" | "previous" | "notification" | null;
  /** What we had sent, without secrets, when this is an answer. */
  request?: unknown;
  /** The earlier delivery that a person, `actor`, had judged again. */
  replayOf?: bigint | null;
  actor?: string | null;
  receivedAt: Date;
};

const observationRow = z.object({
  id: z.bigint(),
  paymentId: z.string().nullable(),
  refundId: z.string().nullable(),
  source: z.enum(["response", "notification", "enquiry", "import"]),
  verdict: z.enum(["verified", "duplicate", "mismatched", "unknown", "forged"]),
  findings: z.array(z.string()),
  outTradeNo: z.string().nullable(),
  syssn: z.string().nullable(),
  respcd: z.string().nullable(),
  receivedAt: z.date(),
});
export type StoredObservation = z.infer<typeof observationRow>;

/** A change of state and what moved it. */
export type StateChangeRow = {
  accountId: string;
  subject: "order" | "payment" | "refund";
  subjectId: string;
  before: string | null;
  after: string;
  actor: string;
  observationId: bigint | null;
  /** What else is to be said, such as `{ late: "after_expiry" }` or `{ twin: true }`. */
  details?: Readonly<Record<string, string | boolean>>;
  at: Date;
};
const changeRow = z.object({
  subject: z.enum(["order", "payment", "refund"]),
  before: z.string().nullable(),
  after: z.string(),
  actor: z.string(),
  observationId: z.bigint().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.boolean()])),
  at: z.date(),
});
export type StoredStateChange = z.infer<typeof changeRow>;

const HEARD = {
  accountId: "uuid",
  paymentId: "uuid",
  refundId: "uuid",
  source: "text",
  verdict: "text",
  findings: "jsonb",
  outTradeNo: "text",
  syssn: "text",
  respcd: "text",
  notifyType: "text",
  raw: "text",
  rawBytes: "bytea",
  signature: "text",
  signedBy: "text",
  request: "jsonb",
  replayOf: "bigint",
  actor: "text",
  receivedAt: "timestamptz",
} as const;

/** The statement that stores what was heard; it returns the new rows' "id" and "paymentId". */
export function observationsInsertion(heard: readonly ObservationRow[]): Statement {
  const rows = heard.map((one) => ({
    ...one,
    raw: one.raw.replaceAll("\u0000", "\ufffd"),
    rawBytes: one.rawBytes ? `\\x${Buffer.from(one.rawBytes).toString("hex")}` : null,
    signature: one.signature ?? null,
    signedBy: one.signedBy ?? null,
    request: one.request ?? null,
    replayOf: one.replayOf ?? null,
    actor: one.actor ?? null,
  }));
  const { text, params } = insertion("Observation", HEARD, rows);
  return { text: `${text} RETURNING "id", "paymentId"`, params };
}

const CHANGE = {
  accountId: "uuid",
  subject: "text",
  subjectId: "uuid",
  before: "text",
  after: "text",
  actor: "text",
  at: "timestamptz",
  details: "jsonb",
} as const;

/**
 * The statement that stores changes of state, in the order in which they are told. A trigger puts each on its way to every webhook
 * endpoint that wants to hear of it.
 */
export function changesInsertion(changes: readonly StateChangeRow[]): Statement {
  const rows = changes.map(({ details = {}, ...change }) => ({ ...change, details }));
  return insertion("StateChange", { ...CHANGE, observationId: "bigint" }, rows);
}

/** As {@link changesInsertion}, of changes that rest each on what the insertion called "seen" heard about its payment. */
export function seenChangesInsertion(changes: readonly { paymentId: string; change: StateChangeRow }[]): Statement {
  const rows = changes.map(({ paymentId, change: { details = {}, observationId: _seen, ...change } }, place) => ({
    ...change,
    details,
    paymentId,
    place,
  }));
  return {
    text: `INSERT INTO "StateChange" (${columnsOf(CHANGE)}, "observationId") SELECT ${columnsOf(CHANGE, "x.")}, s."id"
      FROM ${recordset({ ...CHANGE, paymentId: "uuid", place: "int" })} JOIN "seen" s ON s."paymentId" = x."paymentId" ORDER BY x."place"`,
    params: [rowsText(rows)],
  };
}

export type Observations = ReturnType<typeof observationsOn>;

export function observationsOn(sql: Sql) {
  return {
    async insert(heard: ObservationRow): Promise<bigint> {
      const rows = await run<{ id: bigint }>(sql, observationsInsertion([heard]));
      const id = rows[0]?.id;
      if (id === undefined) throw new Error("an inserted observation has no id");
      return id;
    },
    /** Whether this very notification was believed before. */
    async wasHeard(accountId: string, notifyType: string, syssn: string): Promise<boolean> {
      const rows = await sql(
        `SELECT 1 FROM "Observation" WHERE "accountId" = $1 AND "syssn" = $2 AND "notifyType" = $3 AND "source" = 'notification' AND "verdict" IN ('verified', 'duplicate') LIMIT 1`,
        [accountId, syssn, notifyType],
      );
      return rows.length > 0;
    },
    /** All that was heard about an order's payments and refunds, oldest first. */
    async ofOrder(orderId: string): Promise<StoredObservation[]> {
      const rows = await sql(
        `SELECT * FROM "Observation" WHERE "paymentId" IN (SELECT "id" FROM "Payment" WHERE "orderId" = $1)
           OR "refundId" IN (SELECT "id" FROM "Refund" WHERE "orderId" = $1) ORDER BY "receivedAt", "id" LIMIT 500`,
        [orderId],
      );
      return rows.map((row) => observationRow.parse(row));
    },
    /** The last enquiry about a payment: when, and the word of QFPay's on it, null where it had none. */
    async lastEnquiry(paymentId: string): Promise<{ at: Date; respcd: string | null } | null> {
      const [row] = await sql<{ at: Date; respcd: string | null }>(
        `SELECT "receivedAt" AS "at", "respcd" FROM "Observation" WHERE "paymentId" = $1 AND "source" = 'enquiry' ORDER BY "receivedAt" DESC, "id" DESC LIMIT 1`,
        [paymentId],
      );
      return row ?? null;
    },
    /** How often QFPay was asked to close each of some payments. */
    async closingsOf(paymentIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
      if (paymentIds.length === 0) return new Map();
      const rows = await sql<{ paymentId: string; count: number }>(
        `SELECT "paymentId", count(*)::int AS "count" FROM "Observation"
         WHERE "paymentId" = ANY($1) AND "source" = 'response' AND "request" ->> 'operation' = 'close' GROUP BY 1`,
        [[...paymentIds]],
      );
      return new Map(rows.map(({ paymentId, count }) => [paymentId, count]));
    },
    async insertChange(change: StateChangeRow): Promise<void> {
      await run(sql, changesInsertion([change]));
    },
    /** All that was heard about one refund, oldest first. */
    async ofRefund(refundId: string): Promise<StoredObservation[]> {
      const rows = await sql(`SELECT * FROM "Observation" WHERE "refundId" = $1 ORDER BY "receivedAt", "id" LIMIT 500`, [refundId]);
      return rows.map((row) => observationRow.parse(row));
    },
    /** Every change of one order, payment or refund, oldest first. */
    async changesOf(subjectId: string): Promise<StoredStateChange[]> {
      const rows = await sql(`SELECT * FROM "StateChange" WHERE "subjectId" = $1 ORDER BY "at", "id"`, [subjectId]);
      return rows.map((row) => changeRow.parse(row));
    },
    async changesOfOrder(orderId: string): Promise<StoredStateChange[]> {
      const rows = await sql(
        `SELECT * FROM "StateChange" WHERE "subjectId" = $1 OR "subjectId" IN (SELECT "id" FROM "Payment" WHERE "orderId" = $1)
           OR "subjectId" IN (SELECT "id" FROM "Refund" WHERE "orderId" = $1) ORDER BY "at", "id"`,
        [orderId],
      );
      return rows.map((row) => changeRow.parse(row));
    },
  };
}
