import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const foldedRow = z.object({ folded: z.bigint() });

/**
 * Takes up to `limit` deltas of every account into the totals of their hours, in one statement: a reader sees each of them in one
 * place. Several at once take different deltas; hours are locked in one order, so that they never wait for each other in a circle.
 * @returns how many were taken in; fewer than `limit` when nothing is left
 */
export async function foldTakings(sql: Sql, limit: number): Promise<number> {
  const [row] = await sql(FOLD, [limit]);
  return Number(foldedRow.parse(row).folded);
}

const FOLD = `WITH "taken" AS (
    SELECT "accountId", "id" FROM "TakingsDelta" LIMIT $1 FOR UPDATE SKIP LOCKED
  ), "gone" AS (
    DELETE FROM "TakingsDelta" d USING "taken" t WHERE d."accountId" = t."accountId" AND d."id" = t."id" RETURNING d.*
  ), "kept" AS (
    INSERT INTO "TakingsHour" AS h ("accountId", "hour", "currency", "paidMinor", "paidCount", "refundedMinor", "refundedCount")
    SELECT "accountId", "hour", "currency", sum("paidMinor"), sum("paidCount"), sum("refundedMinor"), sum("refundedCount")
    FROM "gone" GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT ("accountId", "hour", "currency") DO UPDATE SET
      "paidMinor" = h."paidMinor" + excluded."paidMinor", "paidCount" = h."paidCount" + excluded."paidCount",
      "refundedMinor" = h."refundedMinor" + excluded."refundedMinor", "refundedCount" = h."refundedCount" + excluded."refundedCount"
  ) SELECT count(*) AS "folded" FROM "gone"`;
