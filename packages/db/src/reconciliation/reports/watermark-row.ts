import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../../client/sql.ts";
import { EFFECTIVE } from "../effective.ts";
import { EXPECTED } from "../month.ts";

const watermarkRow = z.object({
  paymentCount: z.bigint().transform(Number),
  paymentSince: z.date().nullable(),
  refundCount: z.bigint().transform(Number),
  refundSince: z.date().nullable(),
  caseCount: z.bigint().transform(Number),
  caseSince: z.date().nullable(),
  breakCount: z.bigint().transform(Number),
  breakSince: z.date().nullable(),
  /** Transactions that the newest runs of open days carry. */
  carriedCount: z.bigint().transform(Number),
  /** Transactions that no run has looked at yet. */
  unrunCount: z.bigint().transform(Number),
});
/** What waits and what is broken, with the moment of the oldest of each kind. */
export type WatermarkRow = z.infer<typeof watermarkRow>;

/** The newest day that was run at all. */
export async function lastRunDay(sql: Sql, accountId: string) {
  const [row] = await sql(`SELECT max("settleDay") AS "day" FROM "ReconciliationRun" WHERE "accountId" = $1`, [accountId]);
  return z.object({ day: settlementDaySchema.nullable() }).parse(row).day;
}

/** @param unrunFrom the first instant of the days that no run has looked at */
export async function watermarkRowOf(sql: Sql, accountId: string, unrunFrom: Date): Promise<WatermarkRow> {
  const [row] = await sql(
    `WITH ${EFFECTIVE}, newest AS MATERIALIZED (SELECT DISTINCT ON (r."settleDay") r."id", r."settleDay" FROM "ReconciliationRun" r
       WHERE r."accountId" = $1 AND NOT EXISTS (SELECT 1 FROM effective x WHERE x."settleDay" = r."settleDay") ORDER BY r."settleDay", r."seq" DESC),
     open AS MATERIALIZED (SELECT n."settleDay", e."fileId", e."lineNo", e."syssns"[1] AS "syssn" FROM newest n
       JOIN "RunEntry" e ON e."runId" = n."id" AND e."kind" = 'broken' AND e."resolutionId" IS NULL),
     oldest AS (SELECT min(coalesce(t."sysdtm", l."sysdtm", (o."settleDay"::timestamp - interval '8 hours') AT TIME ZONE 'UTC')) AS "since" FROM open o
       LEFT JOIN "Transaction" t ON t."accountId" = $1 AND t."syssn" = o."syssn" LEFT JOIN "StatementLine" l ON l."fileId" = o."fileId" AND l."lineNo" = o."lineNo"
       WHERE o."settleDay" = (SELECT min("settleDay") FROM open)),
     payments AS (SELECT count(*) AS "count", min("createdAt") AS "since" FROM "Payment" WHERE "accountId" = $1 AND "nextEnquiryAt" IS NOT NULL),
     refunds AS (SELECT count(*) AS "count", min("createdAt") AS "since" FROM "Refund" WHERE "accountId" = $1 AND "state" IN ('submitted', 'processing')),
     cases AS (SELECT count(*) AS "count", min(coalesce(p."paydtm", p."sysdtm", p."createdAt", c."openedAt")) AS "since" FROM "PaymentCase" c
       LEFT JOIN "Payment" p ON p."id" = c."paymentId" WHERE c."accountId" = $1 AND c."closedAt" IS NULL)
     SELECT p."count" AS "paymentCount", p."since" AS "paymentSince", r."count" AS "refundCount", r."since" AS "refundSince", c."count" AS "caseCount",
       c."since" AS "caseSince", (SELECT count(*) FROM open) AS "breakCount", o."since" AS "breakSince",
       (SELECT count(*) FROM newest n JOIN "RunEntry" e ON e."runId" = n."id" AND e."kind" = 'carried') AS "carriedCount",
       (SELECT count(*) FROM "Transaction" t WHERE t."accountId" = $1 AND t."sysdtm" >= $2 AND ${EXPECTED}) AS "unrunCount"
     FROM payments p, refunds r, cases c, oldest o`,
    [accountId, unrunFrom],
  );
  return watermarkRow.parse(row);
}
