import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const roundRow = z.object({
  name: z.string(),
  /** Seconds since it ended last, or was put on the queue. */
  lastAgoS: z.number(),
  /** Seconds that it is late; negative before its time. */
  lateS: z.number(),
  /** Seconds since it began, where it is running. */
  runningS: z.number().nullable(),
});
/** One repeating job on the queue. Its clock is the database's: the queue knows no other. */
export type Round = z.infer<typeof roundRow>;

/** Every repeating job, by name; null where no worker has ever made the queue. A running round is listed once. */
export async function readRounds(sql: Sql): Promise<Round[] | null> {
  const [known] = await sql<{ isThere: boolean }>(`SELECT to_regclass('graphile_worker.jobs') IS NOT NULL AS "isThere"`);
  if (!known?.isThere) return null;
  const rows = await sql(
    `SELECT DISTINCT ON ("task_identifier") "task_identifier" AS "name", extract(epoch FROM now() - "created_at")::float8 AS "lastAgoS",
       extract(epoch FROM now() - "run_at")::float8 AS "lateS",
       CASE WHEN "locked_at" IS NULL THEN NULL ELSE extract(epoch FROM now() - "locked_at")::float8 END AS "runningS"
     FROM graphile_worker.jobs WHERE "key" = "task_identifier" OR "locked_at" IS NOT NULL ORDER BY "task_identifier", "locked_at" NULLS LAST`,
  );
  return rows.map((row) => roundRow.parse(row));
}
