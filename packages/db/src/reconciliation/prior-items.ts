import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";
import {
  EFFECTIVE,
  isJudgedIn,
  isNewestWord,
  isNotTakenBack,
  isOfBooks,
  isOfClosedDay,
  isReversed,
  isSettledByClose,
  outcomesAt,
  outcomesOf,
} from "./effective.ts";
import { EXPECTED } from "./month.ts";

const placeRow = z.object({ fileId: z.uuid(), lineNo: z.int() });
export type Place = z.infer<typeof placeRow>;

/** Rows of late files for closed days that no close has judged yet. */
export async function lateLines(sql: Sql, accountId: string): Promise<Place[]> {
  const rows = await sql(
    `WITH ${EFFECTIVE}
     SELECT l."fileId", l."lineNo" FROM "StatementFile" f JOIN "StatementLine" l ON l."fileId" = f."id" JOIN effective x ON x."settleDay" = l."tradeDate"
     WHERE f."accountId" = $1 AND f."status" = 'ACTIVE_LATE'
       AND NOT ${isJudgedIn("x", "l")}
       AND NOT EXISTS (SELECT 1 FROM "RunEntry" e JOIN effective y ON y."runId" = e."runId"
         WHERE e."fileId" = l."fileId" AND e."lineNo" = l."lineNo" AND e."originalDay" IS NOT NULL)
     ORDER BY 1, 2`,
    [accountId],
  );
  return rows.map((row) => placeRow.parse(row));
}

/** Rows of closed days that are still a matter: carried on as broken, or settled by what was taken back since. */
export async function openLines(sql: Sql, accountId: string): Promise<Place[]> {
  const rows = await sql(
    `WITH ${EFFECTIVE}
     SELECT e."fileId", e."lineNo" FROM effective x JOIN "RunEntry" e ON e."runId" = x."runId" LEFT JOIN "Resolution" r ON r."proposalId" = e."resolutionId"
     WHERE e."kind" = 'broken' AND e."lineNo" IS NOT NULL AND (r."proposalId" IS NULL OR r."action" = 'CARRY' OR ${isReversed(`r."proposalId"`)})
       AND ${isNewestWord("e", "x")} AND ${isOfClosedDay("e")}
     UNION
     SELECT e."fileId", e."lineNo" FROM effective x JOIN "RunEntry" e ON e."runId" = x."runId"
     WHERE e."resolutionId" IS NOT NULL AND e."kind" = 'matched' AND ${isReversed(`e."resolutionId"`)} AND ${isNewestWord("e", "x")} AND ${isOfClosedDay("e")}
     UNION
     SELECT e."fileId", e."lineNo" FROM effective x JOIN "RunEntry" e ON e."runId" = x."runId"
     WHERE e."bookedById" IS NOT NULL AND e."lineNo" IS NOT NULL AND ${isReversed(`e."bookedById"`)} AND ${isNewestWord("e", "x")} AND ${isOfClosedDay("e")}
     ORDER BY 1, 2`,
    [accountId],
  );
  return rows.map((row) => placeRow.parse(row));
}

const transactionRow = z.object({ syssn: z.string(), isExpected: z.boolean() });
/** `isExpected`: whether it still should settle. */
export type OpenTransaction = z.infer<typeof transactionRow>;

/** Transactions of closed days that nothing has settled. The newest word of a close on each decides. */
export async function openTransactions(sql: Sql, accountId: string): Promise<OpenTransaction[]> {
  const rows = await sql(
    `WITH ${EFFECTIVE}, words AS (
       SELECT DISTINCT ON (e."subject") e."subject", e."kind", e."resolutionId" FROM effective x JOIN "RunEntry" e ON e."runId" = x."runId"
       WHERE e."kind" IN ('carried', 'elsewhere', 'broken', 'booked') AND e."subject" LIKE 'transaction:%' AND ${isOfBooks("e")}
       ORDER BY e."subject", x."seq" DESC, e."kind" = 'booked'),
     open AS (
       SELECT substr(w."subject", 13) AS "syssn" FROM words w LEFT JOIN "Resolution" r ON r."proposalId" = w."resolutionId"
       WHERE w."kind" IN ('carried', 'elsewhere')
         OR w."kind" = 'broken' AND (r."proposalId" IS NULL OR r."action" = 'CARRY' OR ${isReversed(`r."proposalId"`)})
       UNION
       SELECT unnest(e."settles") FROM effective x JOIN "RunEntry" e ON e."runId" = x."runId"
       WHERE e."resolutionId" IS NOT NULL AND e."kind" = 'matched' AND ${isReversed(`e."resolutionId"`)} AND ${isNewestWord("e", "x")})
     SELECT t."syssn", (${EXPECTED}) AS "isExpected" FROM open o JOIN "Transaction" t ON t."accountId" = $1 AND t."syssn" = o."syssn"
     WHERE NOT ${isSettledByClose(`o."syssn"`)} ORDER BY 1`,
    [accountId],
  );
  return rows.map((row) => transactionRow.parse(row));
}

/** Transactions of one closed day that should settle and that no close knows. */
export async function unknownTransactions(
  sql: Sql,
  day: { accountId: string; settleDay: string; cutoff: string; from: Date; until: Date },
): Promise<string[]> {
  const rows = await sql(
    `WITH ${EFFECTIVE}, known AS (
       SELECT unnest(e."settles") AS "syssn" FROM effective x CROSS JOIN ${outcomesOf(`x."runId"`)} e WHERE x."settleDay" = $2 AND ${isNotTakenBack("e")}
       UNION SELECT substr(e."subject", 13) FROM effective x JOIN "RunEntry" e ON e."runId" = x."runId" WHERE e."subject" LIKE 'transaction:%'
         AND e."kind" IN ('carried', 'elsewhere', 'broken', 'booked'))
     SELECT t."syssn" FROM "Transaction" t WHERE t."accountId" = $1 AND t."sysdtm" >= $3 AND t."sysdtm" < $4 AND ${EXPECTED}
       AND NOT EXISTS (SELECT 1 FROM known k WHERE k."syssn" = t."syssn")
       AND NOT EXISTS (SELECT 1 FROM ${POSTED_BY_HAND} AND hl."syssn" = t."syssn") ORDER BY 1`,
    [day.accountId, day.settleDay, day.from, day.until],
  );
  return rows.map((row) => z.object({ syssn: z.string() }).parse(row).syssn);
}

/**
 * Rows that people booked as ours and closed days have posted; a statement that has `effective`. What QFPay tells of their transactions
 * later is in the books already.
 */
const POSTED_BY_HAND = `"Resolution" h JOIN "ProposalDecision" hd ON hd."proposalId" = h."proposalId" AND hd."outcome" = 'APPROVED'
     JOIN "ClosePosting" hp ON hp."reference" = h."proposalId"::text AND hp."kind" IN ('payments', 'refunds') JOIN effective hx ON hx."id" = hp."closeId"
     JOIN "StatementLine" hl ON hl."fileId"::text || '#' || hl."lineNo" = h."lines"[1] AND hl."fileId" = split_part(h."lines"[1], '#', 1)::uuid
     WHERE h."accountId" = $1 AND h."action" = 'CREATE_INTERNAL' AND NOT ${isReversed(`h."proposalId"`)}`;

const byHandRow = placeRow.extend({ syssn: z.string(), resolutionId: z.uuid(), day: settlementDaySchema });
/** A number that people booked, from which row, and the closed day in whose books it stands. */
export type BookedByHand = z.infer<typeof byHandRow>;

/** Those of these numbers that closed days have in their books because people booked them from a statement's row. */
export async function bookedByHandAmong(sql: Sql, accountId: string, syssns: readonly string[]): Promise<BookedByHand[]> {
  const rows = await sql(
    `WITH ${EFFECTIVE} SELECT DISTINCT ON (hl."syssn") hl."syssn", hl."fileId", hl."lineNo", h."proposalId" AS "resolutionId", hx."settleDay" AS "day" FROM ${POSTED_BY_HAND}
     AND hl."syssn" = ANY($2) ORDER BY hl."syssn", hx."seq"`,
    [accountId, [...syssns]],
  );
  return rows.map((row) => byHandRow.parse(row));
}

const bookRow = z.object({ settleDay: settlementDaySchema, booksMark: z.string() });

/** What closed days knew of our books. */
export async function sealedMarks(sql: Sql, accountId: string, first: string): Promise<Map<string, string>> {
  const rows = await sql(
    `WITH ${EFFECTIVE} SELECT x."settleDay", r."booksMark" FROM effective x JOIN "ReconciliationRun" r ON r."id" = x."runId" WHERE x."settleDay" >= $2`,
    [accountId, first],
  );
  return new Map(rows.map((row) => bookRow.parse(row)).map(({ settleDay, booksMark }) => [settleDay, booksMark]));
}

const sealedRow = placeRow.extend({ settles: z.array(z.string()), isDecided: z.boolean() });
/** `isDecided`: people have settled it or set it aside, and that stands. */
export type SealedPlace = z.infer<typeof sealedRow>;

/** Of these rows those that a closed day has judged, with the transactions that they settle: the newest word on each. */
export async function sealedAt(sql: Sql, accountId: string, places: readonly Place[]): Promise<SealedPlace[]> {
  if (places.length === 0) return [];
  const rows = await sql(
    `WITH ${EFFECTIVE} SELECT DISTINCT ON (e."fileId", e."lineNo") e."fileId", e."lineNo", coalesce(e."settles", '{}') AS "settles",
       e."kind" = 'ignored' OR EXISTS (SELECT 1 FROM "Resolution" r WHERE r."proposalId" = e."resolutionId" AND r."action" <> 'CARRY'
         AND NOT ${isReversed(`r."proposalId"`)}) AS "isDecided"
     FROM unnest($2::uuid[], $3::int[]) AS p("fileId", "lineNo")
     CROSS JOIN ${outcomesAt("p")} e JOIN effective x ON x."runId" = e."runId"
     ORDER BY e."fileId", e."lineNo", x."seq" DESC`,
    [accountId, places.map(({ fileId }) => fileId), places.map(({ lineNo }) => lineNo)],
  );
  return rows.map((row) => sealedRow.parse(row));
}

/** Rows of a day that is open again which another closed day has taken as late ones. */
export async function postedElsewhere(sql: Sql, accountId: string, settleDay: string): Promise<Place[]> {
  const rows = await sql(
    `WITH ${EFFECTIVE} SELECT DISTINCT e."fileId", e."lineNo" FROM effective x JOIN "RunEntry" e ON e."runId" = x."runId"
     WHERE e."originalDay" = $2 AND e."lineNo" IS NOT NULL AND e."posting" = 'late'`,
    [accountId, settleDay],
  );
  return rows.map((row) => placeRow.parse(row));
}

/** Those of these transactions that a row settles, by a close or in the newest run of an open day; rows at `exceptAt` do not count. */
export async function settledAmong(sql: Sql, accountId: string, syssns: readonly string[], exceptAt: readonly string[]): Promise<string[]> {
  const rows = await sql(
    `WITH ${EFFECTIVE}, newest AS MATERIALIZED (SELECT DISTINCT ON (r."settleDay") r."id" FROM "ReconciliationRun" r
       WHERE r."accountId" = $1 AND r."settleDay" NOT IN (SELECT "settleDay" FROM effective) ORDER BY r."settleDay", r."seq" DESC)
     SELECT s."syssn" FROM unnest($2::text[]) AS s("syssn") WHERE ${isSettledByClose(`s."syssn"`, { exceptAt: "$3" })}
       OR EXISTS (SELECT 1 FROM "RunEntry" e JOIN newest n ON n."id" = e."runId" WHERE e."settles" @> ARRAY[s."syssn"] AND cardinality(e."settles") > 0
         AND (e."originalDay" IS NOT NULL OR e."stage" IS DISTINCT FROM 'KEY_EXACT') AND e."fileId" || '#' || e."lineNo" <> ALL($3))`,
    [accountId, [...syssns], [...exceptAt]],
  );
  return rows.map((row) => z.object({ syssn: z.string() }).parse(row).syssn);
}
