import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const heardRow = z.object({
  id: z.bigint(),
  source: z.enum(["response", "notification", "enquiry", "import"]),
  verdict: z.enum(["verified", "duplicate", "mismatched", "unknown", "forged"]),
  findings: z.array(z.string()),
  outTradeNo: z.string().nullable(),
  syssn: z.string().nullable(),
  respcd: z.string().nullable(),
  notifyType: z.string().nullable(),
  raw: z.string(),
  signature: z.string().nullable(),
  signedBy: z.string().nullable(),
  request: z.unknown(),
  replayOf: z.bigint().nullable(),
  actor: z.string().nullable(),
  receivedAt: z.date(),
});
/** One time that we heard of something, with all that is kept of it. Not fit to leave the house as it is. */
export type HeardEvidence = z.infer<typeof heardRow>;

type About = {
  readonly accountId: string;
  readonly paymentId: string;
  readonly refundIds: readonly string[];
  /** Our numbers and QFPay's, of the payment and its refunds. */
  readonly numbers: readonly string[];
  readonly limit: number;
};

/**
 * What was heard about a payment and its refunds, and every notification of this account that names one of their numbers, believed or
 * not. Oldest first; beyond the limit the newest are left out.
 */
export async function heardAbout(sql: Sql, about: About): Promise<HeardEvidence[]> {
  const rows = await sql(
    `SELECT * FROM "Observation" WHERE "id" IN (
       SELECT "id" FROM "Observation" WHERE "paymentId" = $1
       UNION SELECT "id" FROM "Observation" WHERE "refundId" = ANY($2)
       UNION SELECT "id" FROM "Observation" WHERE "source" = 'notification' AND "accountId" = $3 AND lower("outTradeNo") = ANY($4)
       UNION SELECT "id" FROM "Observation" WHERE "source" = 'notification' AND "accountId" = $3 AND lower("syssn") = ANY($4))
     ORDER BY "receivedAt", "id" LIMIT $5`,
    [about.paymentId, [...about.refundIds], about.accountId, about.numbers.map((number) => number.toLowerCase()), about.limit],
  );
  return rows.map((row) => heardRow.parse(row));
}
