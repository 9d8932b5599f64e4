import { z } from "zod";
import type { Sql } from "../client/sql.ts";

/** A promise about money that the books do not keep, with the rows that break it. */
export type BrokenInvariant = { name: string; ids: string[] };

/** Each statement answers the ids of rows that break the promise; none is the good answer. */
const PROMISES: Readonly<Record<string, string>> = {
  // One order counts at most one payment, and that one is paid and its own.
  paid_order_counts_its_own_paid_payment: `SELECT o."id" FROM "Order" o LEFT JOIN "Payment" p ON p."id" = o."paidPaymentId"
     WHERE o."state" = 'paid' AND (p."orderId" IS DISTINCT FROM o."id" OR p."state" IS DISTINCT FROM 'paid')`,
  paid_payment_pays_its_order: `SELECT p."id" FROM "Payment" p JOIN "Order" o ON o."id" = p."orderId" WHERE p."state" = 'paid' AND o."state" <> 'paid'`,
  // Paid rests on evidence: a notification or an enquiry that was believed and names the same transaction.
  paid_payment_has_evidence: `SELECT p."id" FROM "Payment" p WHERE p."state" = 'paid' AND NOT EXISTS (
     SELECT 1 FROM "Observation" o WHERE o."paymentId" = p."id" AND o."syssn" = p."syssn" AND o."respcd" = '0000'
       AND o."source" IN ('notification', 'enquiry') AND o."verdict" IN ('verified', 'duplicate'))`,
  paid_payment_has_its_transaction: `SELECT p."id" FROM "Payment" p LEFT JOIN "Transaction" t ON t."accountId" = p."accountId" AND t."syssn" = p."syssn"
     WHERE p."state" = 'paid' AND (t."respcd" IS DISTINCT FROM '0000' OR t."amountMinor" <> p."amountMinor" OR t."currency" <> p."currency")`,
  refund_has_its_transaction: `SELECT r."id" FROM "Refund" r LEFT JOIN "Transaction" t ON t."accountId" = r."accountId" AND t."syssn" = r."syssn"
     WHERE r."state" = 'refunded' AND (t."respcd" IS DISTINCT FROM '0000' OR t."amountMinor" <> -r."amountMinor" OR t."currency" <> r."currency")`,
  // Every state was reached by a recorded change, and the last change says the state.
  state_is_the_last_change: `SELECT s."id" FROM (SELECT "id", "state" FROM "Order" UNION ALL SELECT "id", "state" FROM "Payment" UNION ALL SELECT "id", "state" FROM "Refund") s
     WHERE s."state" IS DISTINCT FROM (SELECT c."after" FROM "StateChange" c WHERE c."subjectId" = s."id" ORDER BY c."id" DESC LIMIT 1)`,
  money_arrives_once: `SELECT c."subjectId" AS "id" FROM "StateChange" c WHERE c."after" IN ('paid', 'refunded') GROUP BY c."subjectId" HAVING count(*) > 1`,
  refunds_never_exceed_payment: `SELECT p."id" FROM "Payment" p JOIN "Refund" r ON r."paymentId" = p."id" AND r."state" <> 'failed'
     GROUP BY p."id" HAVING sum(r."amountMinor") > p."amountMinor"`,
};

const idRow = z.object({ id: z.string() });

/** Checks every promise in the whole database. Empty when all hold. */
export async function brokenInvariants(sql: Sql): Promise<BrokenInvariant[]> {
  const broken: BrokenInvariant[] = [];
  for (const [name, statement] of Object.entries(PROMISES)) {
    const rows = await sql(`${statement} LIMIT 20`);
    if (rows.length > 0) broken.push({ name, ids: rows.map((row) => idRow.parse(row).id) });
  }
  return broken;
}
