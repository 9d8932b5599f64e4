import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const failingRow = z.object({
  endpoints: z.int(),
  failing: z.int(),
  failingSince: z.date().nullable(),
  /** Paused by ourselves, because nothing answered for days. */
  givenUp: z.int(),
  waiting: z.int(),
});
/** How deliveries to the merchant's own programs go. */
export type FailingWebhooks = z.infer<typeof failingRow>;

export async function failingWebhooks(sql: Sql, accountId: string): Promise<FailingWebhooks> {
  const rows = await sql(
    `SELECT count(*)::int AS "endpoints", count(*) FILTER (WHERE "failingSince" IS NOT NULL AND "pausedAt" IS NULL)::int AS "failing",
       min("failingSince") FILTER (WHERE "pausedAt" IS NULL) AS "failingSince", count(*) FILTER (WHERE "pausedBy" = 'failing')::int AS "givenUp",
       coalesce(sum((SELECT count(*) FROM "WebhookDelivery" d WHERE d."endpointId" = e."id" AND d."nextAttemptAt" IS NOT NULL)), 0)::int AS "waiting"
     FROM "WebhookEndpoint" e WHERE e."accountId" = $1 AND e."deletedAt" IS NULL`,
    [accountId],
  );
  return failingRow.parse(rows[0]);
}
