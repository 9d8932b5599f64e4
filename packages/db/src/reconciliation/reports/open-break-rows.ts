import { currencySchema } from "@tillbook/domain/money";
import { BREAK_CODES } from "@tillbook/domain/reconciliation";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../../client/sql.ts";
import { EFFECTIVE } from "../effective.ts";

const openBreakFields = z.object({
  settleDay: settlementDaySchema,
  originalDay: settlementDaySchema.nullable(),
  runId: z.uuid(),
  ordinal: z.int(),
  subject: z.string(),
  codes: z.array(z.enum(BREAK_CODES)),
  fileName: z.string().nullable(),
  lineNo: z.int().nullable(),
  syssns: z.array(z.string()),
  differenceMinor: z.bigint(),
  currency: currencySchema,
  /** A proposal waits for a second person. */
  isProposed: z.boolean(),
  /** Settled as a matter of time, and still open with QFPay. */
  isCarried: z.boolean(),
  ticket: z.string().nullable(),
  owner: z.string().nullable(),
  nextActionOn: settlementDaySchema.nullable(),
  ranBy: z.string(),
  /** When the first run that showed it was made. */
  firstSeenAt: z.date(),
});
const openBreakRow = openBreakFields.transform(({ owner, nextActionOn, ...row }) => ({
  ...row,
  /** What a person has said of it last; null before any. */
  assigned: owner === null || nextActionOn === null ? null : { owner, nextActionOn },
}));
/** A break of an open day's newest run that is open, with who was told to work on it. Minor units: external less internal. */
export type OpenBreakRow = z.infer<typeof openBreakRow>;

/** Every open break of an account, oldest day first. */
export async function openBreakRows(sql: Sql, accountId: string): Promise<OpenBreakRow[]> {
  const rows = await sql(
    `WITH ${EFFECTIVE}, newest AS MATERIALIZED (SELECT DISTINCT ON (r."settleDay") r."id", r."settleDay", r."ranBy", r."ranAt" FROM "ReconciliationRun" r
       WHERE r."accountId" = $1 AND NOT EXISTS (SELECT 1 FROM effective x WHERE x."settleDay" = r."settleDay") ORDER BY r."settleDay", r."seq" DESC),
     assigned AS MATERIALIZED (SELECT DISTINCT ON (a."subject") a."subject", a."owner", a."nextActionOn" FROM "BreakAssignment" a WHERE a."accountId" = $1
       ORDER BY a."subject", a."id" DESC),
     worked AS MATERIALIZED (
       SELECT r."subject", bool_or(d."proposalId" IS NULL) AS "isProposed", max(r."ticket") FILTER (WHERE r."action" = 'CLAIM' AND d."outcome" = 'APPROVED') AS "ticket"
       FROM "Resolution" r LEFT JOIN "ProposalDecision" d ON d."proposalId" = r."proposalId" WHERE r."accountId" = $1 GROUP BY 1)
     SELECT n."settleDay", e."originalDay", n."id" AS "runId", e."ordinal", e."subject", e."codes", f."name" AS "fileName", e."lineNo", e."syssns",
       e."differenceMinor", e."currency", coalesce(w."isProposed", false) AS "isProposed", e."resolutionId" IS NOT NULL AS "isCarried", w."ticket", a."owner", a."nextActionOn",
       n."ranBy", coalesce((SELECT min(sr."ranAt") FROM "RunEntry" s JOIN "ReconciliationRun" sr ON sr."id" = s."runId"
         WHERE sr."accountId" = $1 AND s."subject" = e."subject" AND s."kind" = 'broken'), n."ranAt") AS "firstSeenAt"
     FROM newest n JOIN "RunEntry" e ON e."runId" = n."id" AND e."kind" = 'broken' LEFT JOIN "StatementFile" f ON f."id" = e."fileId"
       LEFT JOIN "Resolution" s ON s."proposalId" = e."resolutionId" LEFT JOIN assigned a ON a."subject" = e."subject" LEFT JOIN worked w ON w."subject" = e."subject"
     WHERE e."resolutionId" IS NULL OR s."action" = 'CARRY' ORDER BY n."settleDay", e."ordinal"`,
    [accountId],
  );
  return rows.map((row) => openBreakRow.parse(row));
}
