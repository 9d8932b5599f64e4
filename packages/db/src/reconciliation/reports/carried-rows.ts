import { currencySchema } from "@tillbook/domain/money";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../../client/sql.ts";
import { RUNS_OF } from "./runs-of.ts";

const carriedItem = z.object({
  syssn: z.string(),
  from: settlementDaySchema,
  reason: z.string().nullable(),
  expectedValueDate: settlementDaySchema.nullable(),
  endedOn: settlementDaySchema.nullable(),
  ending: z.enum(["SETTLED", "WRITTEN_OFF"]).nullable(),
});
const ourRow = z.object({ syssn: z.string(), kind: z.enum(["payment", "refund"]), currency: currencySchema, minor: z.bigint() });
/** A transaction that no row of its own day's file settles, and what became of it. Minor units; a refund's negative. */
export type CarriedRow = z.infer<typeof carriedItem> & z.infer<typeof ourRow>;

/**
 * Everything that was carried from days until `last`, in the order in which it happened. What settles such a transaction later is never a plain
 * row: that is of its own day.
 */
export async function carriedRows(sql: Sql, accountId: string, last: string): Promise<CarriedRow[]> {
  const rows = await sql(
    `WITH ${RUNS_OF}, items AS MATERIALIZED (
       SELECT DISTINCT ON (e."subject") substr(e."subject", 13) AS "syssn", n."settleDay" AS "from", e."reason", e."expectedValueDate"
       FROM runs n JOIN "RunEntry" e ON e."runId" = n."id" AND e."originalDay" IS NULL AND e."subject" LIKE 'transaction:%'
         AND e."kind" IN ('carried', 'elsewhere', 'broken') ORDER BY e."subject", n."settleDay"),
     settled AS MATERIALIZED (
       SELECT s."syssn", min(n."settleDay") AS "on" FROM runs n JOIN "RunEntry" e ON e."runId" = n."id" AND cardinality(e."settles") > 0
         CROSS JOIN LATERAL unnest(e."settles") AS s("syssn") GROUP BY 1),
     written AS MATERIALIZED (
       SELECT substr(e."subject", 13) AS "syssn", min(n."settleDay") AS "on" FROM runs n JOIN "RunEntry" e ON e."runId" = n."id" AND e."kind" = 'broken'
         AND e."subject" LIKE 'transaction:%' JOIN "Resolution" r ON r."proposalId" = e."resolutionId" AND r."action" = 'WRITE_OFF' GROUP BY 1)
     SELECT i.*, coalesce(s."on", w."on") AS "endedOn", CASE WHEN s."on" IS NOT NULL THEN 'SETTLED' WHEN w."on" IS NOT NULL THEN 'WRITTEN_OFF' END AS "ending"
     FROM items i LEFT JOIN settled s ON s."syssn" = i."syssn" LEFT JOIN written w ON w."syssn" = i."syssn"`,
    [accountId, "0001-01-01", last],
  );
  const items = new Map(rows.map((row) => carriedItem.parse(row)).map((item) => [item.syssn, item]));
  const ours = await sql(
    `SELECT t."syssn", t."kind", t."currency", t."amountMinor" AS "minor" FROM "Transaction" t WHERE t."accountId" = $1 AND t."syssn" = ANY($2) ORDER BY t."sysdtm", t."syssn"`,
    [accountId, [...items.keys()]],
  );
  return ours
    .map((row) => ourRow.parse(row))
    .flatMap((each) => {
      const item = items.get(each.syssn);
      return item ? [{ ...each, ...item }] : [];
    });
}
