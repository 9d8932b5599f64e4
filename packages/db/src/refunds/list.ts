import type { RefundPlace } from "@tillbook/domain/refunds";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";
import { type KnownRefund, refundFromRow } from "./rows.ts";

/** A refund with the number of its order, as people know it. */
export type ListedRefund = KnownRefund & { readonly orderNumber: string };

export type RefundFilter = {
  accountId: string;
  place: RefundPlace | null;
  /** Prefix of an order number, out_trade_no or syssn. */
  search: string | null;
  /** Last row of the page before. */
  after: { at: Date; id: string } | null;
  limit: number;
};

/** `placeOf` of the domain, as the database asks it; the first half lets the index of open refunds serve. */
const OPEN = `r."state" IN ('awaiting_approval', 'queued', 'submitted', 'processing')`;
const WAITS = `(r."state" = 'queued' OR (r."state" = 'submitted' AND r."waitsBecause" IS NOT NULL))`;
const AT_QFPAY = `(r."state" = 'processing' OR (r."state" = 'submitted' AND r."waitsBecause" IS NULL))`;
const PLACES = {
  approval: `r."state" = 'awaiting_approval'`,
  waiting: `${OPEN} AND ${WAITS}`,
  under_way: `${OPEN} AND ${AT_QFPAY}`,
  done: `r."state" = 'refunded'`,
  failed: `r."state" IN ('failed', 'declined')`,
} as const satisfies Record<RefundPlace, string>;

/** A page of refunds, newest first, by keyset. */
export async function listRefunds(sql: Sql, filter: RefundFilter): Promise<ListedRefund[]> {
  const where = [`r."accountId" = $1`];
  const params: unknown[] = [filter.accountId];
  if (filter.place) where.push(PLACES[filter.place]);
  if (filter.search) {
    params.push(`${escapeLike(filter.search.toLowerCase())}%`);
    const n = `$${params.length}`;
    where.push(`r."id" IN (SELECT f."id" FROM "Refund" f WHERE f."accountId" = $1 AND lower(f."outTradeNo") LIKE ${n}
      UNION SELECT f."id" FROM "Refund" f WHERE f."accountId" = $1 AND f."syssn" IS NOT NULL AND lower(f."syssn") LIKE ${n}
      UNION SELECT f."id" FROM "Order" n JOIN "Refund" f ON f."orderId" = n."id" WHERE n."accountId" = $1 AND lower(n."number") LIKE ${n})`);
  }
  if (filter.after) {
    params.push(filter.after.at, filter.after.id);
    where.push(`(r."createdAt", r."id") < ($${params.length - 1}, $${params.length})`);
  }
  params.push(filter.limit);
  const rows = await sql(
    `SELECT r.*, o."number" AS "orderNumber" FROM "Refund" r JOIN "Order" o ON o."id" = r."orderId"
     WHERE ${where.join(" AND ")} ORDER BY r."createdAt" DESC, r."id" DESC LIMIT $${params.length}`,
    params,
  );
  return rows.map(listedFromRow);
}

/** One refund with the number of its order. */
export async function listedRefund(sql: Sql, accountId: string, id: string): Promise<ListedRefund | null> {
  const rows = await sql(
    `SELECT r.*, o."number" AS "orderNumber" FROM "Refund" r JOIN "Order" o ON o."id" = r."orderId" WHERE r."accountId" = $1 AND r."id" = $2`,
    [accountId, id],
  );
  return rows[0] ? listedFromRow(rows[0]) : null;
}

const numberRow = z.object({ orderNumber: z.string() });

function listedFromRow(row: unknown): ListedRefund {
  return { ...refundFromRow(row), ...numberRow.parse(row) };
}

const countRow = z.object({ approval: z.bigint(), waiting: z.bigint(), under_way: z.bigint() });
const failedRow = z.object({ failed: z.bigint() });

/** How many refunds stand where they ask for somebody's attention, and how many failed since `since`. */
export async function countRefunds(sql: Sql, accountId: string, since: Date): Promise<Record<Exclude<RefundPlace, "done">, number>> {
  const [open] = await sql(
    `SELECT count(*) FILTER (WHERE ${PLACES.approval}) AS "approval", count(*) FILTER (WHERE ${WAITS}) AS "waiting", count(*) FILTER (WHERE ${AT_QFPAY}) AS "under_way"
     FROM "Refund" r WHERE r."accountId" = $1 AND ${OPEN}`,
    [accountId],
  );
  const [ended] = await sql(
    `SELECT count(*) AS "failed" FROM "Refund" r WHERE r."accountId" = $1 AND r."state" = 'failed' AND r."createdAt" >= $2`,
    [accountId, since],
  );
  const counted = countRow.parse(open);
  return {
    approval: Number(counted.approval),
    waiting: Number(counted.waiting),
    under_way: Number(counted.under_way),
    failed: Number(failedRow.parse(ended).failed),
  };
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
