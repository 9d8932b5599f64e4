import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const ledgerRow = z.object({
  id: z.bigint(),
  accountId: z.string().nullable(),
  paymentId: z.string().nullable(),
  refundId: z.string().nullable(),
  /** The order of the payment or refund that it is about. */
  orderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  verdict: z.enum(["verified", "duplicate", "mismatched", "unknown", "forged"]),
  findings: z.array(z.string()),
  outTradeNo: z.string().nullable(),
  syssn: z.string().nullable(),
  respcd: z.string().nullable(),
  notifyType: z.string().nullable(),
  signedBy: z.enum(["current", "previous", "notification"]).nullable(),
  replayOf: z.bigint().nullable(),
  actor: z.string().nullable(),
  receivedAt: z.date(),
});
/** One delivery of a notification, as it was judged. */
export type LedgerRow = z.infer<typeof ledgerRow>;

const ledgerEntry = ledgerRow.extend({
  raw: z.string(),
  rawBytes: z.instanceof(Uint8Array).nullable(),
  signature: z.string().nullable(),
  /** The case that this delivery opened, and whether it still waits. */
  caseId: z.string().nullable(),
  caseClosedAt: z.date().nullable(),
});
/** The same with its bytes and its signature. */
export type LedgerEntry = z.infer<typeof ledgerEntry>;

/** Whose deliveries may be read: an account's, and those that belong to none where nobody else is served. */
export type LedgerScope = { accountId: string; withNobodys: boolean };

export type LedgerFilter = LedgerScope & {
  verdicts: readonly LedgerRow["verdict"][];
  /** Prefix of an out_trade_no or syssn. */
  search: string | null;
  receivedFrom: Date | null;
  receivedTo: Date | null;
  /** Last row of the page before. */
  after: { receivedAt: Date; id: bigint } | null;
  limit: number;
};

const COLUMNS = `o."id", o."accountId", o."paymentId", o."refundId", o."verdict", o."findings", o."outTradeNo", o."syssn", o."respcd",
  o."notifyType", o."signedBy", o."replayOf", o."actor", o."receivedAt", n."id" AS "orderId", n."number" AS "orderNumber"`;
const WITH_ORDER = `LEFT JOIN "Payment" p ON p."id" = o."paymentId" LEFT JOIN "Refund" r ON r."id" = o."refundId"
  LEFT JOIN "Order" n ON n."id" = coalesce(p."orderId", r."orderId")`;

/** A page of deliveries, newest first, by keyset: as quick on the last page as on the first. */
export async function listLedger(sql: Sql, filter: LedgerFilter): Promise<LedgerRow[]> {
  const params: unknown[] = [filter.accountId, filter.limit];
  const add = (value: unknown): string => `$${params.push(value)}`;
  const where: string[] = [`"source" = 'notification'`];
  // Written out, so that the planner knows when the index of what was kept aside serves: those words are a list of ours.
  if (filter.verdicts.length > 0) where.push(`"verdict" IN (${filter.verdicts.map((verdict) => VERDICTS[verdict]).join(", ")})`);
  if (filter.receivedFrom) where.push(`"receivedAt" >= ${add(filter.receivedFrom)}`);
  if (filter.receivedTo) where.push(`"receivedAt" < ${add(filter.receivedTo)}`);
  if (filter.search) where.push(await searchedFor(sql, filter.search, add));
  if (filter.after) where.push(`("receivedAt", "id") < (${add(filter.after.receivedAt)}, ${add(filter.after.id)})`);
  // One newest-first walk over an index for each owner: a single walk over both would have to sort all of them.
  const walk = (owner: string): string =>
    `(SELECT * FROM "Observation" WHERE ${owner} AND ${where.join(" AND ")} ORDER BY "receivedAt" DESC, "id" DESC LIMIT $2)`;
  const owners = [`"accountId" = $1`, ...(filter.withNobodys ? [`"accountId" IS NULL`] : [])];
  const rows = await sql(
    `SELECT ${COLUMNS} FROM (${owners.map(walk).join(" UNION ALL ")}) o ${WITH_ORDER} ORDER BY o."receivedAt" DESC, o."id" DESC LIMIT $2`,
    params,
  );
  return rows.map((row) => ledgerRow.parse(row));
}

const VERDICTS = {
  verified: "'verified'",
  duplicate: "'duplicate'",
  mismatched: "'mismatched'",
  unknown: "'unknown'",
  forged: "'forged'",
} satisfies Record<LedgerRow["verdict"], string>;

/** So many numbers that begin alike are looked up by themselves; of more, the newest are seldom far, and all are walked through. */
const FOUND_AT_MOST = 2_000;

async function searchedFor(sql: Sql, search: string, add: (value: unknown) => string): Promise<string> {
  const found = (start: string): string =>
    [`"outTradeNo"`, `"syssn"`]
      .map(
        (number) => `(SELECT "id" FROM "Observation" WHERE "source" = 'notification' AND ${begins(number, start)} LIMIT ${FOUND_AT_MOST})`,
      )
      .join(" UNION ALL ");
  const [counted] = await sql<{ count: number }>(`SELECT count(*)::int AS "count" FROM (${found("$1")}) n`, [search]);
  const start = add(search);
  if ((counted?.count ?? 0) < FOUND_AT_MOST) return `"id" = ANY(ARRAY(${found(start)}))`;
  return `(${begins(`"outTradeNo"`, start)} OR ${begins(`"syssn"`, start)})`;
}

/** Whether a number begins so in any case: a span in the order of its prefix index, which needs no wildcards and no planning anew. */
function begins(number: string, start: string): string {
  return `lower(${number}) ~>=~ lower(${start}) AND lower(${number}) ~<~ (lower(${start}) || U&'\\+10FFFF')`;
}

/** One delivery with its bytes; null when there is none or it is somebody else's. */
export async function readLedgerEntry(sql: Sql, scope: LedgerScope, id: bigint): Promise<LedgerEntry | null> {
  const rows = await sql(
    `SELECT ${COLUMNS}, o."raw", o."rawBytes", o."signature", c."id" AS "caseId", c."closedAt" AS "caseClosedAt"
     FROM "Observation" o ${WITH_ORDER} LEFT JOIN "PaymentCase" c ON c."observationId" = o."id"
     WHERE o."id" = $1 AND o."source" = 'notification' AND (o."accountId" = $2 OR ($3 AND o."accountId" IS NULL))`,
    [id, scope.accountId, scope.withNobodys],
  );
  return rows[0] === undefined ? null : ledgerEntry.parse(rows[0]);
}

/** What became of a delivery when people had it judged again, oldest first. */
export async function replaysOf(sql: Sql, scope: LedgerScope, id: bigint): Promise<LedgerRow[]> {
  const rows = await sql(
    `SELECT ${COLUMNS} FROM "Observation" o ${WITH_ORDER}
     WHERE o."replayOf" = $1 AND (o."accountId" = $2 OR ($3 AND o."accountId" IS NULL)) ORDER BY o."receivedAt", o."id" LIMIT 100`,
    [id, scope.accountId, scope.withNobodys],
  );
  return rows.map((row) => ledgerRow.parse(row));
}

const movedRow = z.object({
  observationId: z.bigint(),
  subject: z.enum(["order", "payment", "refund"]),
  before: z.string().nullable(),
  after: z.string(),
});
/** A state that a delivery moved. */
export type Moved = z.infer<typeof movedRow>;

/** Which states each of these deliveries moved. */
export async function movedBy(sql: Sql, rows: readonly LedgerRow[]): Promise<Moved[]> {
  const subjects = rows.flatMap((row) => [row.paymentId, row.refundId, row.orderId].filter((id) => id !== null));
  if (subjects.length === 0) return [];
  const moved = await sql(
    `SELECT "observationId", "subject", "before", "after" FROM "StateChange"
     WHERE "subjectId" = ANY($1) AND "observationId" = ANY($2) ORDER BY "id"`,
    [subjects, rows.map(({ id }) => id)],
  );
  return moved.map((row) => movedRow.parse(row));
}
