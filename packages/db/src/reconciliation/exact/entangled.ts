import { z } from "zod";
import type { Sql } from "../../client/sql.ts";
import type { ExactTerms } from "./exact-stage.ts";

const filesRow = z.object({
  heads: z.array(z.string()).nullable(),
  others: z.array(z.uuid()).nullable(),
  isUntold: z.boolean(),
  repeated: z.array(z.string()).nullable(),
});

/**
 * Numbers, hashed to 64 bits, that more than one row speaks of: twice in the day's rows, by a cancellation, in rows of other days, or
 * besides. A hash that two numbers share only leaves one of them to the rule.
 * @returns null where a file does not tell its numbers, or where rows of other days have none: they may mean any transaction
 */
export async function entangledNumbers(sql: Sql, { day, fileIds, besides }: ExactTerms): Promise<readonly bigint[] | null> {
  const [row] = await sql(FILES, [day.accountId, [...fileIds], day.settleDay]);
  const { heads, others, isUntold, repeated } = filesRow.parse(row);
  if (isUntold) return null;
  const isTold = repeated !== null && fileIds.length === 1; // a file knows which numbers come again in it, not which come in another
  const rows = await sql<{ hash: bigint }>(isTold ? OTHER_NUMBERS : `${REPEATED} UNION ${OTHER_NUMBERS}`, [
    [...fileIds],
    day.settleDay,
    others ?? [],
    heads ?? [],
    [...besides, ...(isTold ? repeated : [])],
  ]);
  return rows.map(({ hash }) => hash);
}

const ACTIVE = `f."status" IN ('ACTIVE', 'ACTIVE_LATE') AND f."content" = 'LINES'`;
const SPEAKS_OF_OTHER_DAYS = `f."days" <> ARRAY[$3::text]`;

/** How the numbers of the day's files begin, and files with rows of other days that have such numbers. */
const FILES = `WITH own AS (SELECT f."numberHeads", f."repeated" FROM "StatementFile" f WHERE f."id" = ANY ($2::uuid[])),
    heads AS (SELECT coalesce(array_agg(DISTINCT h), '{}') AS "all" FROM own CROSS JOIN LATERAL unnest(own."numberHeads") AS h WHERE h <> '')
  SELECT heads."all" AS "heads",
    (SELECT array_agg(f."id") FROM "StatementFile" f WHERE f."accountId" = $1 AND ${ACTIVE} AND ${SPEAKS_OF_OTHER_DAYS} AND f."numberHeads" && heads."all") AS "others",
    EXISTS (SELECT 1 FROM own WHERE own."numberHeads" IS NULL) OR EXISTS (SELECT 1 FROM "StatementFile" f WHERE f."accountId" = $1 AND ${ACTIVE}
      AND ${SPEAKS_OF_OTHER_DAYS} AND (f."numberHeads" IS NULL OR f."numberHeads" @> ARRAY[''])) AS "isUntold",
    (SELECT own."repeated" FROM own LIMIT 1) AS "repeated"
  FROM heads`;

const OF_THE_DAY = `l."fileId" = ANY ($1::uuid[]) AND l."tradeDate" = $2`;
const REPEATED = `SELECT hashtextextended(l."syssn", 0) AS "hash" FROM "StatementLine" l WHERE ${OF_THE_DAY} AND l."syssn" IS NOT NULL GROUP BY 1 HAVING count(*) > 1`;
const OTHER_NUMBERS = `SELECT hashtextextended(n."number", 0) AS "hash" FROM "StatementLine" l CROSS JOIN LATERAL (VALUES (l."syssn"), (l."origssn")) AS n("number")
    WHERE ${OF_THE_DAY} AND l."lineType" = 'CANCEL' AND n."number" IS NOT NULL
      AND EXISTS (SELECT 1 FROM "StatementSum" s WHERE s."fileId" = ANY ($1) AND s."tradeDate" = $2 AND s."lineType" = 'CANCEL')
  UNION SELECT hashtextextended(n."number", 0) FROM "StatementLine" l CROSS JOIN LATERAL (VALUES (l."syssn"), (l."origssn")) AS n("number")
    WHERE l."fileId" = ANY ($3::uuid[]) AND l."tradeDate" <> $2 AND left(n."number", 8) = ANY ($4::text[])
  UNION SELECT hashtextextended(b."number", 0) FROM unnest($5::text[]) AS b("number")`;
