import type { LinePlace } from "@tillbook/domain/reconciliation";
import type { DayBasis, FeeContract, FeeTerms } from "@tillbook/domain/settlement";
import { z } from "zod";
import type { Sql } from "../../client/sql.ts";
import type { DayOfAccount } from "../load-books.ts";
import { EXPECTED } from "../month.ts";
import { entangledNumbers } from "./entangled.ts";
import { expectedFee, isKnownToSql, LARGEST_MINOR } from "./fee-sql.ts";

/** What decides whether a row of a day is plain. */
export type ExactTerms = {
  /** With the stretch of `sysdtm` in which transactions of the day may lie. */
  readonly day: DayOfAccount;
  /** Active files that name the day. */
  readonly fileIds: readonly string[];
  readonly basis: DayBasis;
  /** First instant of the day and the first after it, by the time that decides. */
  readonly decides: { readonly from: Date; readonly until: Date };
  readonly mchids: readonly string[];
  /** Contracts for some of the rows, of which the first that fits holds, and the one for all others. */
  readonly fees: readonly FeeTerms[];
  readonly fee: FeeContract | null;
  /** Numbers that something else speaks of: whatever bears one is not plain. */
  readonly besides: readonly string[];
};

/** What is not plain on a day: rows, and transactions by number. Everything else of the day ties row by row, with nothing more to say. */
export type Rest = { readonly places: readonly LinePlace[]; readonly syssns: readonly string[] };

const restRow = z.object({ fileId: z.uuid().nullable(), lineNo: z.int().nullable(), syssn: z.string().nullable() });

/**
 * The exact stage over a whole day in one statement: every row whose number names one transaction of the day that agrees in everything, with
 * every check of the rule passing plainly, is left where it is, and the rest is answered. Stricter than the rule: what is in doubt is rest.
 * @returns null where the day cannot be judged so, for its contracts or for rows of other days; then all of it is for the rule
 */
export async function restOfDay(sql: Sql, terms: ExactTerms): Promise<Rest | null> {
  const contracts = terms.fee === null ? terms.fees : [terms.fee, ...terms.fees];
  if (!contracts.every(isKnownToSql)) return null;
  const entangled = await entangledNumbers(sql, terms);
  if (entangled === null) return null;
  // Large parts of the rows are joined at a time: with 4 MB a processor would be a tenth faster, but all rows would pass over the disk, for
  // which payments wait too.
  await sql("SET LOCAL work_mem = '32MB'");
  const rows = (await sql(exactStage(terms), paramsOf(terms, entangled))).map((row) => restRow.parse(row));
  return {
    places: rows.flatMap(({ fileId, lineNo }) => (fileId === null || lineNo === null ? [] : [{ fileId, lineNo }])),
    syssns: rows.flatMap(({ syssn }) => syssn ?? []),
  };
}

function paramsOf({ day, fileIds, decides, mchids }: ExactTerms, entangled: readonly bigint[]): unknown[] {
  return [day.accountId, [...fileIds], day.settleDay, day.from, day.until, decides.from, decides.until, [...mchids], [...entangled]];
}

const DECIDING: Readonly<Record<DayBasis, string>> = { sysdtm: `t."sysdtm"`, paydtm: `coalesce(t."paydtm", t."sysdtm")` };
/** The transactions of the day and around it. */
const OURS = `t."accountId" = $1 AND t."sysdtm" >= $4 AND t."sysdtm" < $5`;
const ENTANGLED = "ALL ($9::bigint[])";

/**
 * The statement itself. The rows' side and ours meet by number; what is on one side only, or not plain, comes out. A refund is sound when
 * it is the only one of a payment that is known and no smaller. Either side is read once and judged before they meet (`OFFSET 0` keeps it
 * so), since every column that is only judged later has to come along.
 */
export function exactStage({ basis, fee, fees, day }: Pick<ExactTerms, "basis" | "fee" | "fees"> & { day: { settleDay: string } }): string {
  const isOwnDay = `${DECIDING[basis]} >= $6 AND ${DECIDING[basis]} < $7`;
  const expected = expectedFee({ fee, fees, settleDay: day.settleDay });
  return `SELECT l."fileId", l."lineNo", t."syssn" FROM
      (SELECT "fileId", "lineNo", "syssn", "lineType" = 'REFUND' AS "isRefund", "mchid", "payType", "currency", "grossMinor", "feeMinor",
          "lineType" IN ('PAYMENT', 'REFUND') AND "netMinor" = "grossMinor" - "feeMinor" AND "settleMinor" = "netMinor" AND "settleCurrency" = "currency"
            AND (cardinality($8::text[]) = 0 OR "mchid" = ANY ($8)) AND hashtextextended("syssn", 0) <> ${ENTANGLED} AS "isSound"
        FROM "StatementLine" WHERE "fileId" = ANY ($2::uuid[]) AND "tradeDate" = $3 OFFSET 0) l
      FULL JOIN
      (SELECT t."syssn", t."isRefund", t."mchid", t."currency", t."amountMinor", t."paidMinor", t."isSound" AND CASE WHEN t."isRefund"
            THEN t."amountMinor" < 0 AND - t."amountMinor" <= t."paidMinor" AND t."paidMinor" <= ${LARGEST_MINOR}
              AND hashtextextended(t."origssn", 0) <> ${ENTANGLED}
              AND NOT EXISTS (SELECT 1 FROM "Transaction" s WHERE s."accountId" = $1 AND s."origssn" = t."origssn" AND s."id" <> t."id")
            ELSE t."amountMinor" BETWEEN 1 AND ${LARGEST_MINOR} END AS "isSound"
        FROM (SELECT t."id", t."syssn", t."origssn", t."kind" = 'refund' AS "isRefund", t."mchid", t."currency", t."amountMinor",
            CASE WHEN t."kind" = 'refund' THEN (SELECT p."amountMinor" FROM "Transaction" p WHERE p."accountId" = $1 AND p."syssn" = t."origssn"
              AND p."kind" = 'payment' AND p."currency" = t."currency") END AS "paidMinor",
            ${isOwnDay} AND ${EXPECTED} AS "isSound"
          FROM "Transaction" t WHERE ${OURS} OFFSET 0) t OFFSET 0) t
      ON t."syssn" = l."syssn"
    WHERE NOT coalesce(l."isSound" AND t."isSound" AND l."isRefund" = t."isRefund" AND l."currency" = t."currency" AND l."grossMinor" = t."amountMinor"
      AND (t."mchid" IS NULL OR l."mchid" = t."mchid") AND ${expected === null ? "true" : `l."feeMinor" = ${expected}`}, false)`;
}
