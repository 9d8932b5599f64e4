import { type Currency, currencySchema } from "@tillbook/domain/money";
import { FILE_STATUSES, type FileStatus } from "@tillbook/domain/settlement";
import { type SettlementDay, settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

/** Our side of one day: transactions that should settle, their signed sums, and a mark that changes when any of them does. */
export type OurDay = { day: SettlementDay; count: number; gross: { currency: Currency; minor: bigint }[]; mark: string };

/** Their side of one day: standings of the files that name it, and a mark that changes when those taking part do. */
export type TheirDay = { day: SettlementDay; statuses: FileStatus[]; mark: string };

const ourRow = z.object({
  day: settlementDaySchema,
  currency: currencySchema,
  count: z.bigint().transform(Number),
  minor: z.bigint(),
  mark: z.string(),
});
const theirRow = z.object({ day: settlementDaySchema, statuses: z.array(z.enum(FILE_STATUSES)), mark: z.string() });

/** A stretch of days with its first instant, the first after it, and the cut-off `hh:mm:ss` at UTC+8. */
export type Stretch = {
  readonly accountId: string;
  readonly first: string;
  readonly last: string;
  readonly from: Date;
  readonly until: Date;
  readonly cutoff: string;
};

// The settlement day of domain/time and the rule of `isExpected` in domain/reconciliation, said in SQL; their tests hold them together.
export const DAY = `(t."sysdtm" AT TIME ZONE 'UTC' + interval '8 hours' + (CASE $4 WHEN '00:00:00' THEN interval '0' ELSE interval '24 hours' - $4::interval END))::date`;
export const EXPECTED = `t."environment" = 'production' AND t."respcd" = '0000' AND coalesce(t."payType", '') NOT IN ('801008', '801010')
  AND (t."kind" = 'refund' OR t."cancel" IN ('0', '3', '4', '5'))`;
/** A hash of 64 bits per row, summed: the order of rows is irrelevant. PostgreSQL keeps to these hashes, since tables are spread by them. */
const MARK = `sum(hashtextextended(t."syssn" || ' ' || t."amountMinor" || ' ' || t."respcd" || ' ' || t."cancel", 0))::text`;

/** Our transactions by settlement day, days without any left out. */
export async function ourDays(sql: Sql, stretch: Stretch): Promise<Map<SettlementDay, OurDay>> {
  const rows = await sql(
    `SELECT ${DAY} AS "day", t."currency", count(*) FILTER (WHERE ${EXPECTED}) AS "count",
       coalesce(sum(t."amountMinor") FILTER (WHERE ${EXPECTED}), 0)::bigint AS "minor", ${MARK} AS "mark"
     FROM "Transaction" t WHERE t."accountId" = $1 AND t."sysdtm" >= $2 AND t."sysdtm" < $3 GROUP BY 1, 2 ORDER BY 1, 2`,
    [stretch.accountId, stretch.from, stretch.until, stretch.cutoff],
  );
  const byDay = Map.groupBy(
    rows.map((row) => ourRow.parse(row)),
    (row) => row.day,
  );
  return new Map([...byDay].map(([day, group]) => [day, joined(day, group)]));
}

function joined(day: SettlementDay, group: readonly z.infer<typeof ourRow>[]): OurDay {
  return {
    day,
    count: group.reduce((sum, row) => sum + row.count, 0),
    gross: group.filter((row) => row.count > 0).map(({ currency, minor }) => ({ currency, minor })),
    mark: group.map(({ currency, mark }) => `${currency} ${mark}`).join(" "),
  };
}

/** Files by settlement day, days without any left out. */
export async function theirDays(sql: Sql, stretch: Pick<Stretch, "accountId" | "first" | "last">): Promise<Map<SettlementDay, TheirDay>> {
  const rows = await sql(
    `SELECT d."day"::date AS "day", array_agg(DISTINCT f."status") AS "statuses",
       coalesce(string_agg(f."contentHash", ' ' ORDER BY f."contentHash") FILTER (WHERE f."status" IN ('ACTIVE', 'ACTIVE_LATE', 'SUPERSEDED')), '') AS "mark"
     FROM "StatementFile" f CROSS JOIN LATERAL unnest(f."days") AS d("day")
     WHERE f."accountId" = $1 AND f."status" <> 'RECEIVED' AND d."day" BETWEEN $2 AND $3 GROUP BY 1 ORDER BY 1`,
    [stretch.accountId, stretch.first, stretch.last],
  );
  return new Map(rows.map((row) => theirRow.parse(row)).map((row) => [row.day, row]));
}
