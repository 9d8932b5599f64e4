import { currencySchema } from "@tillbook/domain/money";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const bucketRow = z.object({ currency: currencySchema, bucket: z.string(), minor: z.bigint(), count: z.bigint() });
export type TakingsBucket = z.infer<typeof bucketRow>;

/**
 * Every paid payment (of twins both, since both are money), added up per currency and `hour` ("00"–"23") or `day` ("YYYY-MM-DD"), wall-clock at UTC+8 of the time the
 * shopper paid. [from, until).
 */
export async function takings(sql: Sql, accountId: string, by: "hour" | "day", from: Date, until: Date): Promise<TakingsBucket[]> {
  const rows = await sql(
    `SELECT p."currency", to_char(p."paydtm" AT TIME ZONE '+08:00'::interval, $4) AS "bucket", sum(p."amountMinor")::bigint AS "minor", count(*) AS "count"
     FROM "Payment" p WHERE p."accountId" = $1 AND p."state" = 'paid' AND p."paydtm" >= $2 AND p."paydtm" < $3
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [accountId, from, until, by === "hour" ? "HH24" : "YYYY-MM-DD"],
  );
  return rows.map((row) => bucketRow.parse(row));
}

const totalRow = z.object({ currency: currencySchema, minor: z.bigint(), count: z.bigint() });

/** Refunds that went back, per currency, by the time QFPay took them. [from, until). */
export async function refundTotals(sql: Sql, accountId: string, from: Date, until: Date): Promise<z.infer<typeof totalRow>[]> {
  const rows = await sql(
    `SELECT "currency", sum("amountMinor")::bigint AS "minor", count(*) AS "count" FROM "Refund"
     WHERE "accountId" = $1 AND "state" = 'refunded' AND "sysdtm" >= $2 AND "sysdtm" < $3 GROUP BY 1 ORDER BY 1`,
    [accountId, from, until],
  );
  return rows.map((row) => totalRow.parse(row));
}
