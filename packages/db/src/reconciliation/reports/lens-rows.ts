import { currencySchema } from "@tillbook/domain/money";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../../client/sql.ts";
import { DAY, EXPECTED } from "../month.ts";

/** Settlement days `first` to `last`, seen by two cut-offs `hh:mm:ss`; `from` and `until` hold every instant that either may count to them. */
export type LensStretch = {
  readonly accountId: string;
  readonly first: string;
  readonly last: string;
  readonly from: Date;
  readonly until: Date;
  readonly cutoff: string;
  readonly other: string;
  /** How near to a boundary by either cut-off a transaction may be, minutes. */
  readonly windowMinutes: number;
};
export const LENS_ROWS = ["moving", "boundary", "all"] as const;
export type LensPage = {
  readonly only: (typeof LENS_ROWS)[number];
  readonly after: { readonly sysdtm: Date; readonly syssn: string } | null;
  readonly limit: number;
};

const clockedRow = z.object({
  syssn: z.string(),
  kind: z.enum(["payment", "refund"]),
  payType: z.string().nullable(),
  currency: currencySchema,
  minor: z.bigint(),
  txdtm: z.date().nullable(),
  sysdtm: z.date(),
  paydtm: z.date().nullable(),
  fileDay: settlementDaySchema.nullable(),
  dayNow: settlementDaySchema,
  dayThen: settlementDaySchema,
  isNearBoundary: z.boolean(),
});
/** A transaction with its clocks, the day of the file that names it, and its settlement day by each cut-off. */
export type ClockedRow = z.infer<typeof clockedRow>;

const shiftRow = z.object({
  day: settlementDaySchema,
  currency: currencySchema,
  countNow: z.bigint().transform(Number),
  countThen: z.bigint().transform(Number),
  minorNow: z.bigint(),
  minorThen: z.bigint(),
  countIn: z.bigint().transform(Number),
  countOut: z.bigint().transform(Number),
  minorIn: z.bigint(),
  minorOut: z.bigint(),
});
/** One day and currency by each cut-off, and what moves in and out; minor units. */
export type ShiftRow = z.infer<typeof shiftRow>;

/** Seconds between a time of day and a cut-off, the shorter way round the clock. */
const distanceTo = (cutoff: string): string =>
  `(SELECT least(d, 86400 - d) FROM (SELECT abs(extract(epoch FROM (t."sysdtm" AT TIME ZONE 'UTC' + interval '8 hours')::time - ${cutoff}::text::time)) AS d) x)`;

/** $1 account, $2 and $3 instants, $4 and $5 cut-offs, $6 and $7 days, $8 minutes. */
const SEEN = `seen AS MATERIALIZED (
  SELECT * FROM (SELECT t."syssn", t."kind", t."payType", t."currency", t."amountMinor" AS "minor", t."txdtm", t."sysdtm", t."paydtm", ${DAY} AS "dayNow",
      ${DAY.replaceAll("$4", "$5")} AS "dayThen", least(${distanceTo("$4")}, ${distanceTo("$5")}) <= $8::int * 60 AS "isNearBoundary"
    FROM "Transaction" t WHERE t."accountId" = $1 AND t."sysdtm" >= $2 AND t."sysdtm" < $3 AND ${EXPECTED}) a
  WHERE a."dayNow" BETWEEN $6::date AND $7::date OR a."dayThen" BETWEEN $6::date AND $7::date)`;

function paramsOf(stretch: LensStretch): unknown[] {
  const { accountId, from, until, cutoff, other, first, last, windowMinutes } = stretch;
  return [accountId, from, until, cutoff, other, first, last, windowMinutes];
}

/** Transactions in the order in which they happened: those that move, those near a boundary, or all. */
export async function clockedRows(sql: Sql, stretch: LensStretch, page: LensPage): Promise<ClockedRow[]> {
  const rows = await sql(
    `WITH ${SEEN} SELECT s.*, (SELECT l."tradeDate" FROM "StatementLine" l JOIN "StatementFile" f ON f."id" = l."fileId"
       WHERE l."accountId" = $1 AND l."syssn" = s."syssn" AND f."status" IN ('ACTIVE', 'ACTIVE_LATE') ORDER BY l."tradeDate" LIMIT 1) AS "fileDay"
     FROM seen s WHERE ($9 = 'all' OR s."dayNow" <> s."dayThen" OR $9 = 'boundary' AND s."isNearBoundary")
       AND ($10::timestamptz IS NULL OR (s."sysdtm", s."syssn") > ($10, $11)) ORDER BY s."sysdtm", s."syssn" LIMIT $12`,
    [...paramsOf(stretch), page.only, page.after?.sysdtm ?? null, page.after?.syssn ?? "", page.limit],
  );
  return rows.map((row) => clockedRow.parse(row));
}

/** What every day of the stretch has by each cut-off, currency by currency. */
export async function shiftRows(sql: Sql, stretch: LensStretch): Promise<ShiftRow[]> {
  const sum = (condition: string, of = `b."minor"`): string => `coalesce(sum(${of}) FILTER (WHERE ${condition}), 0)::bigint`;
  const rows = await sql(
    `WITH ${SEEN} SELECT b."day", b."currency", count(*) FILTER (WHERE b."isNow") AS "countNow", count(*) FILTER (WHERE b."isThen") AS "countThen",
       ${sum(`b."isNow"`)} AS "minorNow", ${sum(`b."isThen"`)} AS "minorThen", count(*) FILTER (WHERE NOT b."isNow") AS "countIn",
       count(*) FILTER (WHERE NOT b."isThen") AS "countOut", ${sum(`NOT b."isNow"`)} AS "minorIn", ${sum(`NOT b."isThen"`)} AS "minorOut"
     FROM (SELECT s."dayNow" AS "day", s."currency", s."minor", true AS "isNow", s."dayThen" = s."dayNow" AS "isThen" FROM seen s
       UNION ALL SELECT s."dayThen", s."currency", s."minor", false, true FROM seen s WHERE s."dayThen" <> s."dayNow") b
     WHERE b."day" BETWEEN $6::date AND $7::date GROUP BY 1, 2 ORDER BY 1, 2`,
    paramsOf(stretch),
  );
  return rows.map((row) => shiftRow.parse(row));
}
