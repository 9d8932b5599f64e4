/** The closes that count, of all accounts: the newest of every day that is closed now. */
const CLOSED = `closed AS MATERIALIZED (SELECT c."id", c."accountId", c."settleDay", c."runId", c."seq" FROM "DayClose" c
     WHERE NOT EXISTS (SELECT 1 FROM "DayReopening" r WHERE r."accountId" = c."accountId" AND r."settleDay" = c."settleDay" AND r."version" = c."version" + 1))`;

/** The newest word of a close on each row that settles something and is not plain. */
const SETTLING = `settling AS (SELECT DISTINCT ON (x."accountId", e."fileId", e."lineNo") x."accountId", e."fileId", e."lineNo", e."settles", e."resolutionId"
     FROM closed x JOIN "RunEntry" e ON e."runId" = x."runId" WHERE e."lineNo" IS NOT NULL ORDER BY x."accountId", e."fileId", e."lineNo", x."seq" DESC),
  ties AS (SELECT s."accountId", s."fileId", s."lineNo", n."syssn" FROM settling s CROSS JOIN LATERAL unnest(s."settles") AS n("syssn")
     WHERE NOT EXISTS (SELECT 1 FROM "Resolution" r JOIN "ProposalDecision" d ON d."proposalId" = r."proposalId"
       WHERE r."reversesId" = s."resolutionId" AND d."outcome" = 'APPROVED'))`;

const OFF = `p."off"->>'lines' <> '0' OR p."off"->>'grossMinor' <> '0' OR p."off"->>'feeMinor' <> '0' OR p."off"->>'netMinor' <> '0'`;

/**
 * What reconciled days promise, each as a statement that answers the ids of rows which break it; none is the good answer. In order: one outcome
 * a row, and of rows that are there; proofs of closed days are zero; money settles once; the same content counts once; two people agreed;
 * a closed day does not move and closes are a chain; the rules in force are those that were agreed upon last.
 */
export const RECONCILIATION_PROMISES: Readonly<Record<string, string>> = {
  a_row_has_one_outcome: `SELECT e."runId"::text || ' ' || e."fileId" || '#' || e."lineNo" AS "id" FROM "RunEntry" e WHERE e."lineNo" IS NOT NULL
     GROUP BY e."runId", e."fileId", e."lineNo" HAVING count(*) > 1`,
  an_outcome_is_of_a_row_that_is_there: `SELECT e."runId"::text || ' ' || e."fileId" || '#' || e."lineNo" AS "id" FROM "RunEntry" e
     WHERE e."lineNo" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "StatementLine" l WHERE l."fileId" = e."fileId" AND l."lineNo" = e."lineNo")`,
  closed_days_prove_their_files: `WITH ${CLOSED} SELECT x."id" FROM closed x JOIN "ReconciliationRun" r ON r."id" = x."runId"
     WHERE EXISTS (SELECT 1 FROM jsonb_to_recordset(r."fileProofs") AS p("off" jsonb) WHERE ${OFF})`,
  closed_days_prove_themselves: `WITH ${CLOSED} SELECT x."id" FROM closed x JOIN "ReconciliationRun" r ON r."id" = x."runId"
     WHERE EXISTS (SELECT 1 FROM jsonb_to_recordset(r."dayProofs") AS p("off" text) WHERE p."off" <> '0')`,
  a_transaction_settles_once: `WITH ${CLOSED}, ${SETTLING}
     SELECT t."syssn" AS "id" FROM ties t GROUP BY t."accountId", t."syssn" HAVING count(*) > 1
     UNION SELECT t."syssn" FROM ties t JOIN "StatementLine" l ON l."accountId" = t."accountId" AND l."syssn" = t."syssn"
       AND (l."fileId", l."lineNo") IS DISTINCT FROM (t."fileId", t."lineNo")
       JOIN "RunFile" f ON f."fileId" = l."fileId" AND f."settleDay" = l."tradeDate" AND l."lineNo" <> ALL (f."besides") JOIN closed x ON x."runId" = f."runId"
       WHERE NOT EXISTS (SELECT 1 FROM "RunEntry" e WHERE e."runId" = f."runId" AND e."fileId" = l."fileId" AND e."lineNo" = l."lineNo")`,
  the_same_content_counts_once: `SELECT min("id"::text) AS "id" FROM "StatementFile" WHERE "status" IN ('ACTIVE', 'ACTIVE_LATE') AND "contentHash" IS NOT NULL
     AND "lineCount" > 0 GROUP BY "accountId", "content", "contentHash" HAVING count(*) > 1`,
  two_people_agreed: `SELECT p."id" FROM "Proposal" p JOIN "ProposalDecision" d ON d."proposalId" = p."id"
       WHERE p."needsChecker" AND d."outcome" = 'APPROVED' AND d."by" = p."maker"
     UNION ALL SELECT "id" FROM "DayClose" WHERE "maker" = "checker" UNION ALL SELECT "id" FROM "MonthClose" WHERE "maker" = "checker"`,
  a_closed_day_does_not_move: `WITH ${CLOSED} SELECT x."id" FROM closed x JOIN "ReconciliationRun" r ON r."id" = x."runId"
     WHERE EXISTS (SELECT 1 FROM "ReconciliationRun" n WHERE n."accountId" = x."accountId" AND n."settleDay" = x."settleDay" AND n."seq" > r."seq")`,
  closes_are_a_chain: `SELECT c."id" FROM "DayClose" c LEFT JOIN "DayClose" b ON b."accountId" = c."accountId" AND b."seq" = c."seq" - 1
     WHERE c."previousDigest" IS DISTINCT FROM b."digest" OR (b."id" IS NULL) <> (c."seq" = 1)`,
  rules_are_as_agreed: `SELECT a."id" FROM "MerchantAccount" a CROSS JOIN (VALUES ('settlement'), ('refunds')) s("ruleSet")
     CROSS JOIN LATERAL (SELECT c."after" FROM "RuleChange" c JOIN "Proposal" p ON p."id" = c."proposalId"
       JOIN "ProposalDecision" d ON d."proposalId" = p."id" AND d."outcome" = 'APPROVED'
       WHERE c."accountId" = a."id" AND c."ruleSet" = s."ruleSet" ORDER BY p."seq" DESC LIMIT 1) agreed
     WHERE agreed."after" <> CASE s."ruleSet" WHEN 'refunds' THEN a."refundRules" ELSE a."settlementRules" END`,
};
