import { currencySchema } from "@tillbook/domain/money";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../../client/sql.ts";
import { paramsOf, type ReportStretch, RUNS_OF } from "./runs-of.ts";

const duplicateRow = z.object({
  settleDay: settlementDaySchema,
  codes: z.array(z.string()),
  fileName: z.string(),
  lineNo: z.int(),
  syssn: z.string().nullable(),
  outTradeNo: z.string().nullable(),
  currency: currencySchema,
  grossMinor: z.bigint(),
  /** The row that stays, or that settled it first, as `file#row`. */
  twin: z.string().nullable(),
  isSettled: z.boolean(),
});
/** A row that says again what another one has said. Minor units. */
export type DuplicateRow = z.infer<typeof duplicateRow>;

export async function duplicateRows(sql: Sql, stretch: ReportStretch): Promise<DuplicateRow[]> {
  const rows = await sql(
    `WITH ${RUNS_OF} SELECT n."settleDay", e."codes", f."name" AS "fileName", l."lineNo", l."syssn", l."outTradeNo", l."currency", l."grossMinor",
       (SELECT a->'params'->>'line' FROM jsonb_array_elements(e."because"->'arguments') a WHERE a->>'code' IN ('KEPT_TWIN', 'FIRST_LISTED_ON') LIMIT 1) AS "twin",
       e."resolutionId" IS NOT NULL AS "isSettled"
     FROM runs n JOIN "RunEntry" e ON e."runId" = n."id" AND e."kind" = 'broken' AND e."codes" && ARRAY['DUPLICATE_EXTERNAL', 'ALREADY_SETTLED']
       JOIN "StatementLine" l ON l."fileId" = e."fileId" AND l."lineNo" = e."lineNo" JOIN "StatementFile" f ON f."id" = l."fileId"
     ORDER BY n."settleDay", e."ordinal"`,
    paramsOf(stretch),
  );
  return rows.map((row) => duplicateRow.parse(row));
}

const duplicateFile = z.object({
  at: z.date(),
  by: z.string(),
  what: z.enum(["DUPLICATE", "SAME_CONTENT"]),
  name: z.string(),
  first: z.string().nullable(),
});
/** A file that came again: byte for byte, or with the same rows in other bytes. */
export type DuplicateFileRow = z.infer<typeof duplicateFile>;

export async function duplicateFiles(sql: Sql, accountId: string, from: Date, until: Date): Promise<DuplicateFileRow[]> {
  const rows = await sql(
    `SELECT a."at", a."actor" AS "by", 'DUPLICATE' AS "what", coalesce(a."details"->>'name', '') AS "name", f."name" AS "first" FROM "AuditEntry" a
       LEFT JOIN "StatementFile" f ON f."accountId" = $1 AND f."id"::text = a."details"->>'firstId'
     WHERE a."accountId" = $1 AND a."action" = 'statement.repeated' AND a."at" >= $2 AND a."at" < $3
     UNION ALL SELECT f."receivedAt", f."receivedBy", 'SAME_CONTENT', f."name", b."name" FROM "StatementFile" f LEFT JOIN "StatementFile" b ON b."id" = f."becauseOfId"
     WHERE f."accountId" = $1 AND f."status" = 'SAME_CONTENT' AND f."receivedAt" >= $2 AND f."receivedAt" < $3 ORDER BY 1, 4`,
    [accountId, from, until],
  );
  return rows.map((row) => duplicateFile.parse(row));
}
