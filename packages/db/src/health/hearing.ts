import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const notifiedRow = z.object({ paidAt: z.date(), heardAt: z.date(), isNotified: z.boolean() });
/** A paid payment: when the money was taken, when we knew, and whether QFPay told us by itself. */
export type NotifiedPayment = z.infer<typeof notifiedRow>;

/** The newest payments that were paid in [from, until), newest first. */
export async function notifiedPayments(
  sql: Sql,
  about: { accountId: string; from: Date; until: Date; limit: number },
): Promise<NotifiedPayment[]> {
  const rows = await sql(
    `SELECT coalesce(p."paydtm", p."sysdtm") AS "paidAt", p."stateAt" AS "heardAt", EXISTS (SELECT 1 FROM "Observation" o
         WHERE o."paymentId" = p."id" AND o."source" = 'notification' AND o."verdict" IN ('verified', 'duplicate') AND o."replayOf" IS NULL) AS "isNotified"
     FROM "Payment" p WHERE p."accountId" = $1 AND p."state" = 'paid' AND coalesce(p."paydtm", p."sysdtm") >= $2 AND coalesce(p."paydtm", p."sysdtm") < $3
     ORDER BY coalesce(p."paydtm", p."sysdtm") DESC LIMIT $4`,
    [about.accountId, about.from, about.until, about.limit],
  );
  return rows.map((row) => notifiedRow.parse(row));
}

/** When the newest notification came that was believed; null when none ever did. */
export async function lastBelievedNotification(sql: Sql, accountId: string): Promise<Date | null> {
  const rows = await sql<{ receivedAt: Date }>(
    `SELECT "receivedAt" FROM "Observation" WHERE "accountId" = $1 AND "source" = 'notification' AND "verdict" IN ('verified', 'duplicate')
     ORDER BY "receivedAt" DESC, "id" DESC LIMIT 1`,
    [accountId],
  );
  return rows[0]?.receivedAt ?? null;
}

const clockRow = z.object({ sysdtm: z.date(), sentAt: z.date(), answeredAt: z.date() });
/** A payment that QFPay took: its clock, and ours before and after. */
export type AnswerClock = z.infer<typeof clockRow>;

/** Clocks of the newest answers to calls that made a payment, out of the last `among` things that were heard since then. */
export async function answerClocks(sql: Sql, about: { accountId: string; since: Date; among: number }): Promise<AnswerClock[]> {
  const rows = await sql(
    `SELECT p."sysdtm", (o."request"->>'at')::timestamptz AS "sentAt", (o."request"->>'answeredAt')::timestamptz AS "answeredAt"
     FROM (SELECT * FROM "Observation" WHERE "accountId" = $1 AND "receivedAt" >= $2 ORDER BY "receivedAt" DESC LIMIT $3) o
     JOIN "Payment" p ON p."id" = o."paymentId"
     WHERE o."source" = 'response' AND o."request"->>'operation' = 'create' AND o."request"->>'answeredAt' IS NOT NULL AND p."sysdtm" IS NOT NULL`,
    [about.accountId, about.since, about.among],
  );
  return rows.map((row) => clockRow.parse(row));
}
