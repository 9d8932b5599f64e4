import { currencySchema } from "@tillbook/domain/money";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";
import { closeRowSchema, type StoredCloseRow } from "./close-rows.ts";

const outcomeRow = z.object({
  kind: z.string(),
  code: z.string().nullable(),
  currency: currencySchema.nullable(),
  rows: z.int(),
  grossMinor: z.bigint().nullable(),
  differenceMinor: z.bigint().nullable(),
  settled: z.int(),
});
/**
 * Rows of a close that ended alike: `code` is the first reason of a break and null for the rest, `settled` how many of them people have
 * decided on. Sums are minor units of `currency`; a break's is that of its difference, so breaks have no gross here.
 */
export type CloseOutcome = z.infer<typeof outcomeRow>;

/** What became of the rows of a close, by kind, break code and currency, in the order of these. */
export async function outcomesOfClose(sql: Sql, closeId: string): Promise<CloseOutcome[]> {
  const rows = await sql(
    `SELECT "kind", CASE WHEN "kind" = 'broken' THEN "why"[1] END AS "code",
       CASE WHEN "kind" = 'broken' THEN "differenceCurrency" ELSE "currency" END AS "currency",
       count(*)::int AS "rows", (sum("grossMinor") FILTER (WHERE "kind" <> 'broken'))::bigint AS "grossMinor", sum("differenceMinor")::bigint AS "differenceMinor",
       count("resolution")::int AS "settled"
     FROM "CloseRow" WHERE "closeId" = $1 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [closeId],
  );
  return rows.map((row) => outcomeRow.parse(row));
}

/** The first rows of a close that no rule alone has matched on the day itself, in their order. */
export async function notableRowsOfClose(sql: Sql, closeId: string, limit: number): Promise<StoredCloseRow[]> {
  const rows = await sql(
    `SELECT * FROM "CloseRow" WHERE "closeId" = $1 AND NOT ("kind" = 'matched' AND "originalDay" IS NULL AND "resolution" IS NULL)
     ORDER BY "ordinal" LIMIT $2`,
    [closeId, limit],
  );
  return rows.map((row) => closeRowSchema.parse(row));
}
