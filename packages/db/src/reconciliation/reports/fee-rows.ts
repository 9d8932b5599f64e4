import { currencySchema } from "@tillbook/domain/money";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../../client/sql.ts";
import { EXPECTED } from "../month.ts";
import { COUNTED, paramsOf, type ReportStretch, RUNS_OF } from "./runs-of.ts";

/** Lists of whole numbers come as text. */
const minor = z.string().transform((text) => BigInt(text));
const feeRow = z.object({
  settleDay: settlementDaySchema,
  fileName: z.string(),
  lineNo: z.int(),
  batchNo: z.string(),
  tradeDate: settlementDaySchema,
  mchid: z.string(),
  payType: z.string().nullable(),
  currency: currencySchema,
  grossMinor: z.bigint(),
  feeMinor: z.bigint(),
  feeRate: z.string().nullable(),
  syssns: z.array(z.string()),
  kinds: z.array(z.enum(["payment", "refund"])),
  minors: z.array(minor),
  /** Of a refund: the payment given back and what was given back before; blank for payments and unknown originals. */
  paid: z.array(minor.nullable()),
  refundedBefore: z.array(minor),
});
/** A row that settles transactions of ours, with what decides its fee. Minor units; the lists are of one length. */
export type FeeRow = z.infer<typeof feeRow>;

/** Trade rows of a stretch with the transactions that they settle, in the order of days and rows. Everything is joined as sets: rows may be very many. */
export async function feeRows(sql: Sql, stretch: ReportStretch): Promise<FeeRow[]> {
  const rows = await sql(
    `WITH ${RUNS_OF}, settled AS MATERIALIZED (SELECT n."settleDay", e."fileId", e."lineNo", s."syssn" FROM runs n JOIN ${COUNTED}
       CROSS JOIN LATERAL unnest(e."settles") AS s("syssn")),
     ours AS MATERIALIZED (SELECT s."settleDay", s."fileId", s."lineNo", t."syssn", t."origssn", t."kind", t."currency", t."amountMinor"
       FROM settled s JOIN "Transaction" t ON t."syssn" = s."syssn" WHERE t."accountId" = $1),
     given AS MATERIALIZED (SELECT t."syssn", (- sum(t."amountMinor") OVER (PARTITION BY t."origssn" ORDER BY t."sysdtm", t."syssn"
         ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))::bigint AS "minor"
       FROM "Transaction" t WHERE t."accountId" = $1 AND t."kind" = 'refund' AND t."origssn" IN (SELECT "origssn" FROM ours WHERE "kind" = 'refund') AND ${EXPECTED}),
     paid AS MATERIALIZED (SELECT t."syssn", t."currency", t."amountMinor" FROM "Transaction" t
       WHERE t."accountId" = $1 AND t."kind" = 'payment' AND t."syssn" IN (SELECT "origssn" FROM ours WHERE "kind" = 'refund')),
     grouped AS (SELECT o."settleDay", o."fileId", o."lineNo", array_agg(o."syssn" ORDER BY o."syssn") AS "syssns", array_agg(o."kind" ORDER BY o."syssn") AS "kinds",
         array_agg(o."amountMinor" ORDER BY o."syssn") AS "minors", array_agg(p."amountMinor" ORDER BY o."syssn") AS "paid",
         array_agg(coalesce(g."minor", 0) ORDER BY o."syssn") AS "refundedBefore"
       FROM ours o LEFT JOIN paid p ON o."kind" = 'refund' AND p."syssn" = o."origssn" AND p."currency" = o."currency"
         LEFT JOIN given g ON o."kind" = 'refund' AND g."syssn" = o."syssn" GROUP BY 1, 2, 3)
     SELECT g.*, f."name" AS "fileName", l."batchNo", l."tradeDate", l."mchid", l."payType", l."currency", l."grossMinor", l."feeMinor", l."feeRate"
     FROM grouped g JOIN "StatementLine" l ON l."fileId" = g."fileId" AND l."lineNo" = g."lineNo" AND l."lineType" IN ('PAYMENT', 'REFUND')
       JOIN "StatementFile" f ON f."id" = l."fileId" ORDER BY g."settleDay", f."name", l."lineNo"`,
    paramsOf(stretch),
  );
  return rows.map((row) => feeRow.parse(row));
}
