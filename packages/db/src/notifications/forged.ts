import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const hourRow = z.object({ thisHour: z.int(), hourBefore: z.int() });

/** Adds to the forged notifications of one minute, which `minute` begins. */
export async function countForged(sql: Sql, minute: Date, forged: number): Promise<void> {
  await sql(
    `INSERT INTO "ForgedMinute" AS m ("minute", "forged") VALUES ($1, $2) ON CONFLICT ("minute") DO UPDATE SET "forged" = m."forged" + excluded."forged"`,
    [minute, forged],
  );
}

/** Forged notifications of the sixty minutes before `now`, and of the sixty before those. */
export async function forgedByHour(sql: Sql, now: Date): Promise<z.infer<typeof hourRow>> {
  const rows = await sql(
    `SELECT coalesce(sum("forged") FILTER (WHERE "minute" > $1::timestamptz - interval '1 hour'), 0)::int AS "thisHour",
       coalesce(sum("forged") FILTER (WHERE "minute" <= $1::timestamptz - interval '1 hour'), 0)::int AS "hourBefore"
     FROM "ForgedMinute" WHERE "minute" > $1::timestamptz - interval '2 hours' AND "minute" <= $1`,
    [now],
  );
  return hourRow.parse(rows[0]);
}

/** Forged notifications since then that name one of this account's own numbers, as far as they were kept. */
export async function forgedNaming(sql: Sql, accountId: string, since: Date): Promise<number> {
  const rows = await sql<{ count: number }>(
    `SELECT count(*)::int AS "count" FROM "Observation"
     WHERE "accountId" = $1 AND "source" = 'notification' AND "verdict" = 'forged' AND "replayOf" IS NULL AND "receivedAt" > $2`,
    [accountId, since],
  );
  return rows[0]?.count ?? 0;
}
