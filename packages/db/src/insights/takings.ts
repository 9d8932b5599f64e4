import { currencySchema } from "@tillbook/domain/money";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const totals = { paidMinor: z.bigint(), paidCount: z.bigint(), refundedMinor: z.bigint(), refundedCount: z.bigint() };
const slotRow = z.object({ currency: currencySchema, day: z.date(), hour: z.date().nullable(), ...totals });

/**
 * What came in and went back in one currency in one slot: an hour where `hour` says its start, else the whole day. `day` is the
 * instant at which the calendar day begins at UTC+8.
 */
export type TakingsSlot = z.infer<typeof slotRow>;

/** Whole hours, [from, until). Of those from `hoursFrom` on each hour is told by itself, of those before only days. */
export type TakingsSpan = { readonly from: Date; readonly until: Date; readonly hoursFrom: Date };

/**
 * Takings of an account by currency, oldest slot first, from the kept totals and the deltas that are not folded in yet: one statement, so that
 * it sees each payment exactly once however the folding goes on beside it. Of twins both count, since both are money. A payment
 * counts when it was paid (by its sysdtm where QFPay did not say), a refund when QFPay took it.
 */
export async function takings(sql: Sql, accountId: string, span: TakingsSpan): Promise<TakingsSlot[]> {
  return (await sql(KEPT, [accountId, span.from, span.until, span.hoursFrom])).map((row) => slotRow.parse(row));
}

/** The same answer, added up from the rows themselves: what {@link takings} must equal at every moment. */
export async function takingsFromRows(sql: Sql, accountId: string, span: TakingsSpan): Promise<TakingsSlot[]> {
  return (await sql(FROM_ROWS, [accountId, span.from, span.until, span.hoursFrom])).map((row) => slotRow.parse(row));
}

const SUMS = ["paidMinor", "paidCount", "refundedMinor", "refundedCount"];
const sumsOf = (table: string): string => SUMS.map((name) => `sum(${table}."${name}")::bigint AS "${name}"`).join(", ");
const FIGURES = SUMS.map((name) => `"${name}"`).join(", ");
const WITHIN = `"accountId" = $1 AND "hour" >= $2 AND "hour" < $3`;

const KEPT = inSlots(`SELECT "hour", "currency", ${FIGURES} FROM "TakingsHour" WHERE ${WITHIN}
  UNION ALL SELECT "hour", "currency", ${FIGURES} FROM "TakingsDelta" WHERE ${WITHIN}`);

const PAID_AT = `coalesce("paydtm", "sysdtm")`;
const FROM_ROWS = inSlots(`SELECT ${hourOf(PAID_AT)} AS "hour", "currency", sum("amountMinor") AS "paidMinor", count(*) AS "paidCount",
    0 AS "refundedMinor", 0 AS "refundedCount"
  FROM "Payment" WHERE "accountId" = $1 AND "state" = 'paid' AND ${PAID_AT} >= $2 AND ${PAID_AT} < $3 GROUP BY 1, 2
  UNION ALL SELECT ${hourOf(`"sysdtm"`)}, "currency", 0, 0, sum("amountMinor"), count(*)
  FROM "Refund" WHERE "accountId" = $1 AND "state" = 'refunded' AND "sysdtm" >= $2 AND "sysdtm" < $3 GROUP BY 1, 2`);

function inSlots(hours: string): string {
  return `SELECT h."currency", date_bin('1 day', h."hour", '2000-01-01T00:00:00+08:00') AS "day",
    CASE WHEN h."hour" >= $4 THEN h."hour" END AS "hour", ${sumsOf("h")}
    FROM (${hours}) h GROUP BY 1, 2, 3 HAVING sum(h."paidCount") <> 0 OR sum(h."refundedCount") <> 0 ORDER BY 1, 2, 3`;
}

function hourOf(instant: string): string {
  return `date_bin('1 hour', ${instant}, '2000-01-01T00:00:00Z')`;
}

/**
 * A promise for the invariants: rows of this statement are hours whose kept totals differ from the sum over the payments and
 * refunds. Reads every payment, so it is for checks and not for screens.
 */
export const KEPT_TAKINGS_DIFFER = `SELECT concat_ws(' ', "accountId", "hour", "currency") AS "id" FROM (
  SELECT "accountId", "hour", "currency", ${FIGURES} FROM "TakingsHour"
  UNION ALL SELECT "accountId", "hour", "currency", ${FIGURES} FROM "TakingsDelta"
  UNION ALL SELECT "accountId", ${hourOf(PAID_AT)}, "currency", -"amountMinor", -1, 0, 0 FROM "Payment" WHERE "state" = 'paid'
  UNION ALL SELECT "accountId", ${hourOf(`"sysdtm"`)}, "currency", 0, 0, -"amountMinor", -1 FROM "Refund"
    WHERE "state" = 'refunded' AND "sysdtm" IS NOT NULL) b
  GROUP BY "accountId", "hour", "currency"
  HAVING (${SUMS.map((name) => `sum("${name}")`).join(", ")}) <> (0, 0, 0, 0)`;
