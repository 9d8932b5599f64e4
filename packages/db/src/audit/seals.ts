import type { Sql } from "../client/sql.ts";

/** How many entries one look seals at most. */
export const SEALED_AT_ONCE = 2_000;
/** A deed that took long is written under a smaller number than deeds that are sealed already; nearly all stand within so many. */
const LOOK_BACK = 1_000;

/**
 * Adds entries that are not sealed yet to their account's chain, in the order of their numbers. Looks at the newest ones, or when told so at
 * all there are. Servers that seal at once take turns.
 * @returns how many were sealed; {@link SEALED_AT_ONCE} means that there may be more
 */
export async function sealAudit(sql: Sql, { now, looksAtAll = false }: { now: Date; looksAtAll?: boolean }): Promise<number> {
  await sql(`SELECT pg_advisory_xact_lock(hashtext('audit seals'))`);
  const [row] = await sql<{ sealed: number }>(SEAL, [SEALED_AT_ONCE, looksAtAll ? null : LOOK_BACK, now]);
  return row?.sealed ?? 0;
}

const SEAL = `WITH open AS MATERIALIZED (
    SELECT e."id", e."accountId" FROM "AuditEntry" e
      WHERE ($2::bigint IS NULL OR e."id" > coalesce((SELECT max(s."entryId") FROM "AuditSeal" s), 0) - $2)
        AND NOT EXISTS (SELECT 1 FROM "AuditSeal" s WHERE s."entryId" = e."id") ORDER BY e."id" LIMIT $1),
  head AS MATERIALIZED (SELECT a."accountId", coalesce(h."seq", 0) AS "seq", coalesce(h."digest", '') AS "digest"
    FROM (SELECT DISTINCT "accountId" FROM open) a LEFT JOIN LATERAL (
      SELECT s."seq", s."digest" FROM "AuditSeal" s WHERE s."accountId" = a."accountId" ORDER BY s."seq" DESC LIMIT 1) h ON true),
  numbered AS (SELECT o."accountId", o."id", h."digest" AS "head", h."seq" + row_number() OVER (PARTITION BY o."accountId" ORDER BY o."id") AS "seq"
    FROM open o JOIN head h ON h."accountId" = o."accountId"),
  sealed AS (INSERT INTO "AuditSeal" ("accountId", "seq", "entryId", "digest", "sealedAt")
    SELECT n."accountId", n."seq", n."id", "audit_chain"(n."head", n."seq", e) OVER (PARTITION BY n."accountId" ORDER BY n."seq"), $3
    FROM numbered n JOIN "AuditEntry" e ON e."id" = n."id" RETURNING 1)
SELECT count(*)::int AS "sealed" FROM sealed`;

/** Entries that are not what was sealed, by number: changed, taken away, or out of their place in the chain. */
export const NOT_AS_SEALED = `SELECT s."entryId"::text AS "id" FROM "AuditSeal" s
     LEFT JOIN "AuditSeal" p ON p."accountId" = s."accountId" AND p."seq" = s."seq" - 1 LEFT JOIN "AuditEntry" e ON e."id" = s."entryId"
     WHERE e."id" IS NULL OR (p."seq" IS NULL) <> (s."seq" = 1) OR s."digest" <> "audit_digest"(coalesce(p."digest", ''), s."seq", e)`;
