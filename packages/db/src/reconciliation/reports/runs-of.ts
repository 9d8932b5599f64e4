import { EFFECTIVE, outcomesOf } from "../effective.ts";

/** Settlement days of one account, both ends included. */
export type ReportStretch = { readonly accountId: string; readonly first: string; readonly last: string };

/** The run that tells how each day stands, `runs("id", "settleDay", "isClosed")`, for an account as $1 and days from $2 to $3. */
export const RUNS_OF = `${EFFECTIVE}, runs AS MATERIALIZED (
  SELECT DISTINCT ON (r."settleDay") r."id", r."settleDay", r."id" IN (SELECT "runId" FROM effective) AS "isClosed" FROM "ReconciliationRun" r
  WHERE r."accountId" = $1 AND r."settleDay" BETWEEN $2 AND $3 ORDER BY r."settleDay", 3 DESC, r."seq" DESC)`;

/** Rows that a run judges for the first time and that count: of its own day, and of late files for closed days. */
export const COUNTED = `${outcomesOf(`n."id"`)} e ON e."kind" IN ('matched', 'broken') AND e."posting" IS DISTINCT FROM 'open'`;

export function paramsOf({ accountId, first, last }: ReportStretch): string[] {
  return [accountId, first, last];
}
