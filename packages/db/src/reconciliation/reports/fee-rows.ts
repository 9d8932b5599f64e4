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

/** Trade rows of a stretch with the transactions that they settle, in the order of days and rows. */
export async function feeRows(sql: Sql, stretch: ReportStretch): Promise<FeeRow[]> {
  const rows = await sql(
    `WITH ${RUNS_OF} SELECT n."settleDay", f."name" AS "fileName", l."lineNo", l."batchNo", l."tradeDate", l."mchid", l."payType", l."currency", l."grossMinor", l."feeMinor", l."feeRate", s.*
     FROM runs n JOIN ${COUNTED} AND cardinality(e."settles") > 0 JOIN "StatementLine" l ON l."fileId" = e."fileId" AND l."lineNo" = e."lineNo"
       AND l."lineType" IN ('PAYMENT', 'REFUND') JOIN "StatementFile" f ON f."id" = l."fileId"
     CROSS JOIN LATERAL (
       SELECT array_agg(t."syssn" ORDER BY t."syssn") AS "syssns", array_agg(t."kind" ORDER BY t."syssn") AS "kinds",
         array_agg(t."amountMinor" ORDER BY t."syssn") AS "minors", array_agg(o."amountMinor" ORDER BY t."syssn") AS "paid",
         array_agg(coalesce(g."minor", 0)::bigint ORDER BY t."syssn") AS "refundedBefore"
       FROM "Transaction" t
       LEFT JOIN "Transaction" o ON t."kind" = 'refund' AND o."accountId" = $1 AND o."syssn" = t."origssn" AND o."kind" = 'payment' AND o."currency" = t."currency"
       LEFT JOIN LATERAL (SELECT -sum(b."amountMinor") AS "minor" FROM (
         SELECT t2."amountMinor" FROM "Transaction" t2 WHERE t."kind" = 'refund' AND t2."accountId" = $1 AND t2."origssn" = t."origssn" AND t2."kind" = 'refund'
           AND (t2."sysdtm", t2."syssn") < (t."sysdtm", t."syssn") AND ${EXPECTED.replaceAll("t.", "t2.")}) b) g ON true
       WHERE t."accountId" = $1 AND t."syssn" = ANY(e."settles")) s
     WHERE s."syssns" IS NOT NULL ORDER BY n."settleDay", f."name", l."lineNo"`,
    paramsOf(stretch),
  );
  return rows.map((row) => feeRow.parse(row));
}
