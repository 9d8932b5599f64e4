import { type Currency, currencySchema } from "@tillbook/domain/money";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";
import { EFFECTIVE, isNewestWord, isOfBooks, isSettledByClose } from "./effective.ts";

/** A day that is about to be closed with a run: counted as the last of the closes. */
export type ClosingDay = { readonly accountId: string; readonly settleDay: string; readonly runId: string };

const WITH_THE_DAY = `${EFFECTIVE.replace("effective AS", "closed AS")}, effective AS MATERIALIZED (
  SELECT "id", "settleDay", "runId", "seq" FROM closed UNION ALL SELECT NULL::uuid, $2::date, $3::uuid, 2147483647)`;

const sumRow = z.object({ currency: currencySchema, minor: z.bigint() });

function sums(rows: readonly unknown[]): Map<Currency, bigint> {
  return new Map(rows.map((row) => sumRow.parse(row)).map(({ currency, minor }) => [currency, minor]));
}

/** Transactions in the books of closed days and of this one that no row settles, and that were not written off. */
export async function sumOfOpenTransactions(sql: Sql, day: ClosingDay): Promise<Map<Currency, bigint>> {
  return sums(
    await sql(
      `WITH ${WITH_THE_DAY}, words AS (
         SELECT DISTINCT ON (e."subject") e."subject", e."kind", e."resolutionId" FROM effective x JOIN "RunEntry" e ON e."runId" = x."runId"
         WHERE e."kind" IN ('carried', 'elsewhere', 'broken', 'booked') AND e."subject" LIKE 'transaction:%' AND ${isOfBooks("e")}
         ORDER BY e."subject", x."seq" DESC, e."kind" = 'booked'),
       open AS (SELECT substr(w."subject", 13) AS "syssn" FROM words w LEFT JOIN "Resolution" r ON r."proposalId" = w."resolutionId"
         WHERE w."kind" IN ('carried', 'elsewhere') OR w."kind" = 'broken' AND r."action" IS DISTINCT FROM 'WRITE_OFF')
       SELECT t."currency", sum(t."amountMinor")::bigint AS "minor" FROM open o JOIN "Transaction" t ON t."accountId" = $1 AND t."syssn" = o."syssn"
       WHERE NOT ${isSettledByClose(`o."syssn"`, { evenIfReversed: true })} GROUP BY 1`,
      [day.accountId, day.settleDay, day.runId],
    ),
  );
}

/**
 * What rows of closed days and of this one settle of days whose books do not count it yet: of a day that is still open, as when a payment
 * just after midnight stands in the file before it, or of one from before the first close.
 */
export async function sumOfSettledAhead(sql: Sql, day: ClosingDay): Promise<Map<Currency, bigint>> {
  return sums(
    await sql(
      `WITH ${WITH_THE_DAY}, ahead AS (
         SELECT DISTINCT s."syssn" FROM effective x JOIN "RunEntry" e ON e."runId" = x."runId" CROSS JOIN LATERAL unnest(e."settles") AS s("syssn")
         JOIN "Transaction" t ON t."accountId" = $1 AND t."syssn" = s."syssn"
         WHERE e."carriedIn" AND e."bookedById" IS NULL AND ${isNewestWord("e", "x")}
           AND (cardinality(e."settles") = 1 OR (t."sysdtm" AT TIME ZONE 'UTC' + interval '8 hours')::date <> coalesce(e."originalDay", x."settleDay")))
       SELECT t."currency", sum(t."amountMinor")::bigint AS "minor" FROM ahead a JOIN "Transaction" t ON t."accountId" = $1 AND t."syssn" = a."syssn"
       WHERE NOT EXISTS (SELECT 1 FROM effective b JOIN "RunEntry" w ON w."runId" = b."runId" WHERE w."subject" = 'transaction:' || a."syssn"
         AND w."kind" IN ('carried', 'elsewhere', 'broken', 'booked') AND ${isOfBooks("w")}) GROUP BY 1`,
      [day.accountId, day.settleDay, day.runId],
    ),
  );
}

/** What broken rows pay beyond our books, as far as nobody has accepted it. */
export async function sumOfUnbooked(sql: Sql, day: ClosingDay): Promise<Map<Currency, bigint>> {
  return sums(
    await sql(
      `WITH ${WITH_THE_DAY} SELECT l."currency", sum(e."unbookedMinor")::bigint AS "minor" FROM effective x
         JOIN "RunEntry" e ON e."runId" = x."runId" AND e."unbookedMinor" <> 0 JOIN "StatementLine" l ON l."fileId" = e."fileId" AND l."lineNo" = e."lineNo"
         LEFT JOIN "Resolution" r ON r."proposalId" = e."resolutionId"
       WHERE $1::uuid IS NOT NULL AND r."action" IS DISTINCT FROM 'WRITE_OFF' AND ${isNewestWord("e", "x")} GROUP BY 1`,
      [day.accountId, day.settleDay, day.runId],
    ),
  );
}

const batchRow = z.object({
  batchNo: z.string(),
  settleDate: z.string(),
  currency: currencySchema,
  settleMinor: z.bigint(),
  reserveMinor: z.bigint(),
});
/** What the rows of closed days and of this one pay, batch by batch. */
export type JudgedBatch = z.infer<typeof batchRow>;

export async function judgedBatches(sql: Sql, day: ClosingDay): Promise<JudgedBatch[]> {
  const rows = await sql(
    `WITH ${WITH_THE_DAY} SELECT b."batchNo", b."settleDate", b."currency", sum(b."settleMinor")::bigint AS "settleMinor", sum(b."reserveMinor")::bigint AS "reserveMinor"
     FROM effective x JOIN "RunBatch" b ON b."runId" = x."runId" GROUP BY 1, 2, 3 ORDER BY 2, 1, 3`,
    [day.accountId, day.settleDay, day.runId],
  );
  return rows.map((row) => batchRow.parse(row));
}

/** Breaks of a run, of its own day and of closed ones, that nothing has settled. */
export async function countOpenBreaks(sql: Sql, runId: string): Promise<number> {
  const [row] = await sql<{ count: bigint }>(
    `SELECT count(*) AS "count" FROM "RunEntry" WHERE "runId" = $1 AND "kind" = 'broken' AND "resolutionId" IS NULL`,
    [runId],
  );
  return Number(row?.count ?? 0);
}
