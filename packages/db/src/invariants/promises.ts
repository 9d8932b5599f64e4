import { NOT_AS_SEALED } from "../audit/index.ts";
import { KEPT_TAKINGS_DIFFER } from "../insights/index.ts";

/** The tables that are only added to, and the triggers by which the database sees to it. */
const KEPT_BY = [
  "observation_is_kept",
  "observations_are_kept",
  "state_change_is_kept",
  "state_changes_are_kept",
  "audit_entry_is_kept",
  "audit_entries_are_kept",
  "audit_seal_is_kept",
  "audit_seals_are_kept",
  "statement_is_kept",
  "statement_part_is_kept",
  "statement_line_is_kept",
  "run_is_kept",
  "run_entry_is_kept",
  "run_file_is_kept",
  "proposal_is_kept",
  "proposals_are_kept",
  "proposal_decision_is_kept",
  "proposal_decisions_are_kept",
  "rule_change_is_kept",
  "rule_changes_are_kept",
  "resolution_is_kept",
  "resolutions_are_kept",
  "day_close_is_kept",
  "day_closes_are_kept",
  "close_row_is_kept",
  "close_rows_are_kept",
  "close_posting_is_kept",
  "close_postings_are_kept",
  "evidence_file_is_kept",
  "evidence_files_are_kept",
];
const CLIMB_BY = ["order_state_climbs", "payment_state_climbs", "refund_state_climbs", "refunds_never_exceed_payment"];

const SUBJECTS = `(SELECT 'order' AS "subject", "id", "state" FROM "Order" UNION ALL SELECT 'payment', "id", "state" FROM "Payment"
     UNION ALL SELECT 'refund', "id", "state" FROM "Refund")`;

/**
 * What the books promise about money, each as a statement that answers the ids of rows which break it; none is the good answer.
 * In order: one order counts one payment; paid rests on evidence; states climb and every change is recorded; refunds stay below their
 * payment; a request makes one order; news have one effect; what was written stays.
 */
export const PROMISES: Readonly<Record<string, string>> = {
  paid_order_counts_its_own_paid_payment: `SELECT o."id" FROM "Order" o LEFT JOIN "Payment" p ON p."id" = o."paidPaymentId"
     WHERE o."state" = 'paid' AND (p."orderId" IS DISTINCT FROM o."id" OR p."state" IS DISTINCT FROM 'paid')`,
  paid_payment_pays_its_order: `SELECT p."id" FROM "Payment" p JOIN "Order" o ON o."id" = p."orderId" WHERE p."state" = 'paid' AND o."state" <> 'paid'`,
  order_asks_for_what_its_payments_take: `SELECT p."id" FROM "Payment" p JOIN "Order" o ON o."id" = p."orderId"
     WHERE (p."amountMinor", p."currency", p."accountId") IS DISTINCT FROM (o."amountMinor", o."currency", o."accountId")`,

  // A notification or an enquiry that was believed and names the same transaction under the same number.
  paid_payment_has_evidence: `SELECT p."id" FROM "Payment" p WHERE p."state" = 'paid' AND NOT EXISTS (
     SELECT 1 FROM "Observation" o WHERE o."paymentId" = p."id" AND o."syssn" = p."syssn" AND o."respcd" = '0000'
       AND coalesce(o."outTradeNo", p."outTradeNo") = p."outTradeNo"
       AND o."source" IN ('notification', 'enquiry') AND o."verdict" IN ('verified', 'duplicate'))`,
  paid_payment_has_its_transaction: `SELECT p."id" FROM "Payment" p LEFT JOIN "Transaction" t ON t."accountId" = p."accountId" AND t."syssn" = p."syssn"
     WHERE p."state" = 'paid' AND (t."respcd" IS DISTINCT FROM '0000' OR t."amountMinor" <> p."amountMinor" OR t."currency" <> p."currency")`,
  refund_has_evidence: `SELECT r."id" FROM "Refund" r WHERE r."state" = 'refunded' AND NOT EXISTS (
     SELECT 1 FROM "Observation" o WHERE o."refundId" = r."id" AND o."syssn" = r."syssn" AND o."respcd" = '0000'
       AND coalesce(o."outTradeNo", r."outTradeNo") = r."outTradeNo" AND o."verdict" IN ('verified', 'duplicate'))`,
  refund_has_its_transaction: `SELECT r."id" FROM "Refund" r LEFT JOIN "Transaction" t ON t."accountId" = r."accountId" AND t."syssn" = r."syssn"
     WHERE r."state" = 'refunded' AND (t."respcd" IS DISTINCT FROM '0000' OR t."amountMinor" <> -r."amountMinor" OR t."currency" <> r."currency")`,

  state_is_the_last_change: `SELECT s."id" FROM ${SUBJECTS} s
     WHERE s."state" IS DISTINCT FROM (SELECT c."after" FROM "StateChange" c WHERE c."subjectId" = s."id" ORDER BY c."id" DESC LIMIT 1)`,
  changes_follow_each_other: `SELECT "subjectId" AS "id" FROM (
     SELECT "subjectId", "before", lag("after") OVER (PARTITION BY "subjectId" ORDER BY "id") AS "was" FROM "StateChange") c
     WHERE "before" IS DISTINCT FROM "was"`,
  no_change_falls: `SELECT "subjectId" AS "id" FROM "StateChange" WHERE "before" IS NOT NULL
     AND "state_rank"(initcap("subject"), "after") < "state_rank"(initcap("subject"), "before")`,
  every_change_says_by_whom: `SELECT "subjectId" AS "id" FROM "StateChange" WHERE trim("actor") = ''`,
  money_moves_by_news: `SELECT c."subjectId" AS "id" FROM "StateChange" c LEFT JOIN "Observation" o ON o."id" = c."observationId"
     WHERE c."after" IN ('paid', 'refunded') AND o."verdict" IS DISTINCT FROM 'verified' AND o."verdict" IS DISTINCT FROM 'duplicate'`,

  refunds_never_exceed_payment: `SELECT p."id" FROM "Payment" p JOIN "Refund" r ON r."paymentId" = p."id" AND r."state" NOT IN ('failed', 'declined')
     GROUP BY p."id" HAVING sum(r."amountMinor") > p."amountMinor"`,
  only_paid_is_refunded: `SELECT r."id" FROM "Refund" r JOIN "Payment" p ON p."id" = r."paymentId" WHERE p."state" <> 'paid'`,

  a_request_makes_one_order: `SELECT min("id"::text) AS "id" FROM "Order" GROUP BY "accountId", "requestId" HAVING count(*) > 1`,
  a_request_makes_one_refund: `SELECT min("id"::text) AS "id" FROM "Refund" GROUP BY "accountId", "requestId" HAVING count(*) > 1`,

  money_arrives_once: `SELECT c."subjectId" AS "id" FROM "StateChange" c WHERE c."after" IN ('paid', 'refunded') GROUP BY c."subjectId" HAVING count(*) > 1`,
  a_notification_is_news_once: `SELECT min("id")::text AS "id" FROM "Observation" WHERE "source" = 'notification' AND "verdict" = 'verified'
     AND "replayOf" IS NULL AND "syssn" IS NOT NULL GROUP BY "accountId", "syssn", "notifyType" HAVING count(*) > 1`,

  every_order_has_its_deed: `SELECT o."id" FROM "Order" o WHERE NOT EXISTS (
     SELECT 1 FROM "AuditEntry" a WHERE a."subject" = 'order' AND a."subjectId" = o."id"::text)`,
  every_refund_has_its_deed: `SELECT r."id" FROM "Refund" r WHERE NOT EXISTS (
     SELECT 1 FROM "AuditEntry" a WHERE a."subject" = 'refund' AND a."subjectId" = r."id"::text)`,
  what_was_written_stays: `SELECT name AS "id" FROM unnest(ARRAY['${[...KEPT_BY, ...CLIMB_BY].join("','")}']) name
     WHERE NOT EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgname = name AND t.tgenabled <> 'D')`,
  audit_is_as_sealed: NOT_AS_SEALED,
  kept_takings_equal_the_rows: KEPT_TAKINGS_DIFFER,
};
