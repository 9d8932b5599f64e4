import { type Currency, currencySchema } from "@tillbook/domain/money";
import { FILE_STATUSES, type FileStatus } from "@tillbook/domain/settlement";
import { addDays, type SettlementDay, settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

/** Our side of one day: transactions that should settle, their signed sums, and a mark that changes when any of them does. */
export type OurDay = { day: SettlementDay; count: number; gross: { currency: Currency; minor: bigint }[]; mark: string };

/** Their side of one day: standings of the files that name it, and a mark that changes when those taking part do. */
export type TheirDay = { day: SettlementDay; statuses: FileStatus[]; mark: string };

const hash = z.bigint();
const ourRow = z.object({
  nth: z.int(),
  currency: currencySchema,
  isExpected: z.boolean(),
  count: z.bigint().transform(Number),
  minor: z.string().transform(BigInt),
  hash,
});
const markRow = z.object({ nth: z.int(), hash });
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
/** What is learned of a transaction later. It stays once it is known, so how much of it is missing says whether anything was learned. */
const MISSING = `num_nulls(t."origssn", t."outTradeNo", t."chnlsn", t."mchid", t."payType", t."paydtm")`;
/**
 * A hash of 64 bits per row, one column's being where the next one's begins, and all rows' together by XOR: their order is irrelevant, and
 * so is how they are grouped. It covers what may change; kind and time are fixed by the first word. PostgreSQL keeps to these hashes, since
 * tables are spread by them.
 */
const HASH = `bit_xor(hashtextextended(t."currency", hashtextextended(t."cancel", hashtextextended(t."respcd",
  hashtextextended(t."syssn", hashint8extended(t."amountMinor", ${MISSING}))))))`;
/** Which day of a stretch a row is of, from 1 on, by the days' first instants: reckoning with time zones takes longer than all the rest. */
const NTH = `width_bucket(t."sysdtm", $4::timestamptz[])`;
const OURS = `"Transaction" t WHERE t."accountId" = $1 AND t."sysdtm" >= $2 AND t."sysdtm" < $3`;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Our transactions by settlement day, days without any left out. Who wants to know the marks alone asks {@link ourMarks}. */
export async function ourDays(sql: Sql, stretch: Stretch): Promise<Map<SettlementDay, OurDay>> {
  const days = daysOf(stretch);
  // What is expected is a group of its own, so that each row is asked once.
  const rows = await sql(
    `SELECT ${NTH} AS "nth", t."currency", (${EXPECTED}) AS "isExpected", count(*) AS "count", sum(t."amountMinor")::text AS "minor", ${HASH} AS "hash"
     FROM ${OURS} GROUP BY 1, 2, 3`,
    [stretch.accountId, stretch.from, stretch.until, days.map(({ from }) => from)],
  );
  const byDay = Map.groupBy(
    rows.map((row) => ourRow.parse(row)),
    ({ nth }) => nth,
  );
  return new Map(days.flatMap(({ day }, at) => (byDay.has(at + 1) ? [[day, joined(day, byDay.get(at + 1) ?? [])]] : [])));
}

/** The marks of {@link ourDays}, of days that have any transactions. */
export async function ourMarks(sql: Sql, stretch: Stretch): Promise<Map<SettlementDay, string>> {
  const days = daysOf(stretch);
  const [only, ...more] = days;
  const params = [stretch.accountId, stretch.from, stretch.until];
  const rows =
    only && more.length === 0
      ? await sql(`SELECT 1 AS "nth", ${HASH} AS "hash" FROM ${OURS} HAVING count(*) > 0`, params)
      : await sql(`SELECT ${NTH} AS "nth", ${HASH} AS "hash" FROM ${OURS} GROUP BY 1`, [...params, days.map(({ from }) => from)]);
  const byNth = new Map(rows.map((row) => markRow.parse(row)).map((row) => [row.nth, markOf([row])]));
  return new Map(days.flatMap(({ day }, at) => (byNth.has(at + 1) ? [[day, byNth.get(at + 1) ?? ""]] : [])));
}

/** The days of a stretch with their first instants: days at UTC+8 are all as long. */
function daysOf({ first, last, from }: Stretch): { day: SettlementDay; from: Date }[] {
  const days: { day: SettlementDay; from: Date }[] = [];
  for (let day = settlementDaySchema.parse(first); day <= last; day = addDays(day, 1))
    days.push({ day, from: new Date(from.getTime() + days.length * DAY_MS) });
  return days;
}

function joined(day: SettlementDay, groups: readonly z.infer<typeof ourRow>[]): OurDay {
  const expected = groups.filter(({ isExpected }) => isExpected).toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
  return {
    day,
    count: expected.reduce((sum, { count }) => sum + count, 0),
    gross: expected.map(({ currency, minor }) => ({ currency, minor })),
    mark: markOf(groups),
  };
}

function markOf(groups: readonly { readonly hash: bigint }[]): string {
  return BigInt.asUintN(
    64,
    groups.reduce((all, each) => all ^ each.hash, 0n),
  )
    .toString(16)
    .padStart(16, "0");
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
