import type { BreakCode } from "@tillbook/domain/reconciliation";
import type { BreakState, DefaultOwners } from "@tillbook/domain/reconciliation/breaks";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";
import { EFFECTIVE, isReversed } from "./effective.ts";

/** Which breaks: of open days' newest runs, in the order of days. */
export type BreakFilter = {
  readonly accountId: string;
  /** Those that something settles already, or those that nothing does. */
  readonly isSettled: boolean;
  readonly code: BreakCode | null;
  /** Those that this person looks after; `byDefault` says whose those are that were given to nobody. */
  readonly owner: { readonly name: string; readonly byDefault: DefaultOwners } | null;
  readonly settleDay: string | null;
  /** By the day that they are of, both included; null where there is no end. */
  readonly first: string | null;
  readonly last: string | null;
  /** Where the work on them stands; those with a proposal that waits are of every unsettled state here, for its facts may have changed. */
  readonly state: BreakState | null;
  readonly after: { readonly settleDay: string; readonly ordinal: number } | null;
  readonly limit: number;
};

const placeRow = z.object({
  runId: z.uuid(),
  settleDay: settlementDaySchema,
  asOf: settlementDaySchema,
  ranBy: z.string(),
  ranAt: z.date(),
  ordinal: z.int(),
});
/** Where a break stands, and who ran that day when. */
export type BreakPlace = z.infer<typeof placeRow>;

const NEWEST = `newest AS MATERIALIZED (SELECT DISTINCT ON (r."settleDay") r."id", r."settleDay", r."asOf", r."ranBy", r."ranAt" FROM "ReconciliationRun" r
  WHERE r."accountId" = $1 AND NOT EXISTS (SELECT 1 FROM effective x WHERE x."settleDay" = r."settleDay") AND ($2::date IS NULL OR r."settleDay" = $2)
  ORDER BY r."settleDay", r."seq" DESC)`;
/** As `careFor` says: the newest assignment's, else by the actor that ran the day. */
const OWNER = `coalesce((SELECT a."owner" FROM "BreakAssignment" a WHERE a."accountId" = $1 AND a."subject" = e."subject" ORDER BY a."id" DESC LIMIT 1),
  $9::jsonb ->> n."ranBy", $10::text)`;
const ABOUT = `"Resolution" r LEFT JOIN "ProposalDecision" d ON d."proposalId" = r."proposalId" WHERE r."accountId" = $1 AND r."subject" = e."subject"`;
/** The states that a break may be in, as far as the database can tell: see `breakStateOf`. */
const STATES = `CASE WHEN e."resolutionId" IS NOT NULL THEN
    (SELECT ARRAY[CASE r."action" WHEN 'CARRY' THEN 'CARRIED' ELSE 'RESOLVED' END] FROM "Resolution" r WHERE r."proposalId" = e."resolutionId")
  ELSE CASE WHEN EXISTS (SELECT 1 FROM ${ABOUT} AND d."proposalId" IS NULL) THEN ARRAY['PROPOSED'] ELSE '{}' END
    || CASE WHEN EXISTS (SELECT 1 FROM ${ABOUT} AND r."action" = 'CLAIM' AND d."outcome" = 'APPROVED' AND NOT ${isReversed(`r."proposalId"`)}) THEN ARRAY['CLAIMED']
      WHEN EXISTS (SELECT 1 FROM ${ABOUT} AND r."action" IN ('LINK', 'CREATE_INTERNAL', 'CARRY', 'WRITE_OFF', 'IGNORE_LINE') AND d."outcome" = 'APPROVED')
      THEN ARRAY['REOPENED'] ELSE ARRAY['OPEN'] END END`;
const WHERE = `e."kind" = 'broken' AND (e."resolutionId" IS NOT NULL) = $3 AND ($4::text IS NULL OR e."codes" @> ARRAY[$4::text]) AND ($5::text IS NULL OR ${OWNER} = $5)
  AND ($6::date IS NULL OR coalesce(e."originalDay", n."settleDay") >= $6) AND ($7::date IS NULL OR coalesce(e."originalDay", n."settleDay") <= $7)
  AND ($8::text IS NULL OR $8 = ANY (${STATES}))`;

/** A page of breaks, oldest day first. */
export async function listBreakPlaces(sql: Sql, filter: BreakFilter): Promise<BreakPlace[]> {
  const { after, limit } = filter;
  const rows = await sql(
    `WITH ${EFFECTIVE}, ${NEWEST} SELECT n."id" AS "runId", n."settleDay", n."asOf", n."ranBy", n."ranAt", e."ordinal" FROM newest n JOIN "RunEntry" e ON e."runId" = n."id"
     WHERE ${WHERE} AND ($11::date IS NULL OR (n."settleDay", e."ordinal") > ($11::date, $12::int)) ORDER BY n."settleDay", e."ordinal" LIMIT $13`,
    [...paramsOf(filter), after?.settleDay ?? null, after?.ordinal ?? null, limit],
  );
  return rows.map((row) => placeRow.parse(row));
}

/** How many there are in all, by code; a break of two codes counts under both. */
export async function countBreaks(
  sql: Sql,
  filter: Omit<BreakFilter, "after" | "limit">,
): Promise<{ total: number; byCode: Map<string, number> }> {
  const rows = await sql<{ code: string | null; count: bigint }>(
    `WITH ${EFFECTIVE}, ${NEWEST} SELECT NULL AS "code", count(*) AS "count" FROM newest n JOIN "RunEntry" e ON e."runId" = n."id" WHERE ${WHERE}
     UNION ALL SELECT c, count(*) FROM newest n JOIN "RunEntry" e ON e."runId" = n."id" CROSS JOIN LATERAL unnest(e."codes") AS c WHERE ${WHERE} GROUP BY c`,
    paramsOf(filter),
  );
  const byCode = rows.flatMap(({ code, count }) => (code === null ? [] : [[code, Number(count)] as const]));
  return { total: Number(rows.find(({ code }) => code === null)?.count ?? 0), byCode: new Map(byCode) };
}

function paramsOf(filter: Omit<BreakFilter, "after" | "limit">): unknown[] {
  const { accountId, settleDay, isSettled, code, owner, first, last, state } = filter;
  const byActor = owner && JSON.stringify(Object.fromEntries(owner.byDefault.byActor));
  return [accountId, settleDay, isSettled, code, owner?.name ?? null, first, last, state, byActor, owner?.byDefault.otherwise ?? null];
}

const seenRow = z.object({ subject: z.string(), at: z.date() });

/** When the first run that showed them as broken was made, by subject. */
export async function breaksFirstSeen(sql: Sql, accountId: string, subjects: readonly string[]): Promise<Map<string, Date>> {
  if (subjects.length === 0) return new Map();
  const rows = await sql(
    `SELECT e."subject", min(r."ranAt") AS "at" FROM "RunEntry" e JOIN "ReconciliationRun" r ON r."id" = e."runId"
     WHERE r."accountId" = $1 AND e."subject" = ANY($2) AND e."kind" = 'broken' GROUP BY 1`,
    [accountId, [...subjects]],
  );
  return new Map(rows.map((row) => seenRow.parse(row)).map(({ subject, at }) => [subject, at]));
}

const openRow = z.object({ fileId: z.uuid().nullable(), lineNo: z.int().nullable(), syssn: z.string().nullable() });

/** Broken rows and waiting transactions of open days' newest runs near a day: what suggestions are made from. */
export async function openPlaces(
  sql: Sql,
  near: { accountId: string; first: string; last: string; limit: number },
): Promise<{ places: { fileId: string; lineNo: number }[]; syssns: string[] }> {
  const rows = (
    await sql(
      `WITH ${EFFECTIVE}, ${NEWEST} SELECT e."fileId", e."lineNo", CASE WHEN e."lineNo" IS NULL THEN e."syssns"[1] END AS "syssn" FROM newest n
       JOIN "RunEntry" e ON e."runId" = n."id" WHERE n."settleDay" BETWEEN $3 AND $4 AND e."kind" IN ('broken', 'carried') AND e."resolutionId" IS NULL
       ORDER BY n."settleDay", e."ordinal" LIMIT $5`,
      [near.accountId, null, near.first, near.last, near.limit],
    )
  ).map((row) => openRow.parse(row));
  return {
    places: rows.flatMap(({ fileId, lineNo }) => (fileId === null || lineNo === null ? [] : [{ fileId, lineNo }])),
    syssns: rows.flatMap(({ syssn }) => syssn ?? []),
  };
}
