import { currencySchema } from "@tillbook/domain/money";
import { BREAK_CODES, STAGES } from "@tillbook/domain/reconciliation";
import { LEDGER_ACCOUNTS } from "@tillbook/domain/reconciliation/journals";
import type { OutcomeToPost, RowToPost } from "@tillbook/domain/reconciliation/posting";
import { LINE_TYPES } from "@tillbook/domain/settlement";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";
import { EFFECTIVE } from "./effective.ts";

const TRADES = `('PAYMENT', 'REFUND', 'CANCEL')`;
/** Rows that the run judges for the first time and that pay something. */
const NEW_ROWS = `FROM "RunOutcome" e JOIN "StatementLine" l ON l."fileId" = e."fileId" AND l."lineNo" = e."lineNo" JOIN "StatementFile" f ON f."id" = l."fileId"
  WHERE e."runId" = $1 AND e."kind" IN ('matched', 'broken') AND e."posting" IS DISTINCT FROM 'open'`;

const figures = { grossMinor: z.bigint(), feeMinor: z.bigint(), netMinor: z.bigint(), settleMinor: z.bigint() };
const tradeRow = z
  .object({ fileName: z.string(), currency: currencySchema, settleCurrency: currencySchema, ...figures })
  .transform((row): RowToPost => ({ ...row, lineType: "PAYMENT", place: row.fileName, isRegistered: false }));
const otherRow = z.object({
  fileName: z.string(),
  place: z.string(),
  lineType: z.enum(LINE_TYPES),
  currency: currencySchema,
  settleCurrency: currencySchema,
  isRegistered: z.boolean(),
  ...figures,
});

/** What a run's rows book by themselves: trades summed by file and currencies, all other rows one by one. */
export async function rowsToPost(sql: Sql, runId: string): Promise<RowToPost[]> {
  const trades = await sql(
    `SELECT f."name" AS "fileName", l."currency", l."settleCurrency", sum(l."grossMinor")::bigint AS "grossMinor", sum(l."feeMinor")::bigint AS "feeMinor",
       sum(l."netMinor")::bigint AS "netMinor", sum(l."settleMinor")::bigint AS "settleMinor" ${NEW_ROWS} AND l."lineType" IN ${TRADES}
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [runId],
  );
  const others = await sql(
    `SELECT f."name" AS "fileName", f."name" || '#' || l."lineNo" AS "place", l."lineType", l."currency", l."settleCurrency", l."grossMinor", l."feeMinor", l."netMinor",
       l."settleMinor", e."stage" IS NOT DISTINCT FROM 'SUBLEDGER' AS "isRegistered" ${NEW_ROWS} AND l."lineType" NOT IN ${TRADES} ORDER BY e."ordinal"`,
    [runId],
  );
  return [...trades.map((row) => tradeRow.parse(row)), ...others.map((row) => otherRow.parse(row))];
}

const minor = z.string().transform((text) => BigInt(text));
const decidedRow = z.object({
  kind: z.enum(["matched", "broken", "carried", "ignored", "elsewhere", "booked"]),
  posting: z.enum(["late", "open", "booked"]).nullable(),
  stage: z.enum(STAGES).nullable(),
  codes: z.array(z.enum(BREAK_CODES)),
  differenceMinor: z.bigint().nullable(),
  currency: currencySchema.nullable(),
  explained: z.array(z.object({ code: z.string(), minor })),
  unbookedMinor: z.bigint(),
  resolutionId: z.uuid().nullable(),
  action: z.enum(["LINK", "IGNORE_LINE", "CREATE_INTERNAL", "WRITE_OFF", "CARRY"]).nullable(),
  ledgerAccount: z.enum(LEDGER_ACCOUNTS).nullable(),
  bookedById: z.uuid().nullable(),
  syssn: z.string().nullable(),
  transactionKind: z.enum(["payment", "refund"]).nullable(),
  line: otherRow
    .omit({ isRegistered: true })
    .extend({ grossMinor: minor, feeMinor: minor, netMinor: minor, settleMinor: minor })
    .nullable(),
});

/** The outcomes of a run that people's decisions or later news move: few among many. */
export async function outcomesToPost(sql: Sql, runId: string): Promise<OutcomeToPost[]> {
  const rows = await sql(
    `SELECT e."kind", e."posting", e."stage", e."codes", e."differenceMinor", e."currency", e."explained", e."unbookedMinor", e."resolutionId", r."action",
       r."ledgerAccount", e."bookedById", e."syssns"[1] AS "syssn", t."kind" AS "transactionKind",
       CASE WHEN l."fileId" IS NULL THEN NULL ELSE jsonb_build_object('fileName', f."name", 'place', f."name" || '#' || l."lineNo", 'lineType', l."lineType",
         'currency', l."currency", 'settleCurrency', l."settleCurrency", 'grossMinor', l."grossMinor"::text, 'feeMinor', l."feeMinor"::text,
         'netMinor', l."netMinor"::text, 'settleMinor', l."settleMinor"::text) END AS "line"
     FROM "RunEntry" e JOIN "ReconciliationRun" n ON n."id" = e."runId" LEFT JOIN "Resolution" r ON r."proposalId" = e."resolutionId"
       LEFT JOIN "StatementLine" l ON l."fileId" = e."fileId" AND l."lineNo" = e."lineNo" LEFT JOIN "StatementFile" f ON f."id" = l."fileId"
       LEFT JOIN "Transaction" t ON e."kind" = 'booked' AND t."accountId" = n."accountId" AND t."syssn" = e."syssns"[1]
     WHERE e."runId" = $1 AND (e."resolutionId" IS NOT NULL OR e."bookedById" IS NOT NULL OR e."kind" = 'booked') ORDER BY e."ordinal"`,
    [runId],
  );
  return rows.map((row) => toPost(decidedRow.parse(row)));
}

/** Transactions that closes have booked later for a day before, with that day. */
export async function bookedLater(sql: Sql, accountId: string): Promise<Map<string, string>> {
  const rows = await sql(
    `WITH ${EFFECTIVE} SELECT DISTINCT e."syssns"[1] AS "syssn", e."originalDay" AS "day" FROM effective x JOIN "RunEntry" e ON e."runId" = x."runId"
     WHERE e."kind" = 'booked'`,
    [accountId],
  );
  return new Map(rows.map((row) => z.object({ syssn: z.string(), day: z.string() }).parse(row)).map(({ syssn, day }) => [syssn, day]));
}

function toPost(row: z.infer<typeof decidedRow>): OutcomeToPost {
  const { kind, posting, stage, codes, unbookedMinor, bookedById, line, syssn, transactionKind } = row;
  return {
    kind,
    posting,
    stage,
    codes,
    unbookedMinor,
    bookedById,
    row: line,
    difference: row.differenceMinor === null || row.currency === null ? null : { minor: row.differenceMinor, currency: row.currency },
    acceptedMinor: row.explained.find(({ code }) => code === "ACCEPTED_DIFFERENCE")?.minor ?? 0n,
    resolution:
      row.resolutionId === null || row.action === null ? null : { id: row.resolutionId, action: row.action, account: row.ledgerAccount },
    transaction: syssn === null || transactionKind === null ? null : { syssn, kind: transactionKind },
  };
}
