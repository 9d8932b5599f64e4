import { z } from "zod";
import type { Sql } from "../../client/sql.ts";

const auditRow = z.object({
  id: z.bigint(),
  at: z.date(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  subjectId: z.string(),
  details: z.record(z.string(), z.unknown()),
});
/** What somebody did. */
export type AuditRow = z.infer<typeof auditRow>;

/** A page of the account's audit trail in the order in which it was written. */
export async function auditBetween(
  sql: Sql,
  accountId: string,
  page: { from: Date; until: Date; after: bigint; limit: number },
): Promise<AuditRow[]> {
  const rows = await sql(
    `SELECT "id", "at", "actor", "action", "subject", "subjectId", "details" FROM "AuditEntry"
     WHERE "accountId" = $1 AND "at" >= $2 AND "at" < $3 AND "id" > $4 ORDER BY "id" LIMIT $5`,
    [accountId, page.from, page.until, page.after, page.limit],
  );
  return rows.map((row) => auditRow.parse(row));
}
