import type { Refund } from "@tillbook/domain/refunds";
import type { Sql } from "../client/sql.ts";
import { type KnownRefund, refundFromRow } from "./rows.ts";

export type Refunds = ReturnType<typeof refundsOn>;

export function refundsOn(sql: Sql) {
  const one = (rows: unknown[]): KnownRefund | null => (rows[0] ? refundFromRow(rows[0]) : null);
  return {
    /** Writes a refund before QFPay is called. The database refuses it when refunds would exceed the payment. */
    async insert(refund: Refund): Promise<void> {
      await sql(
        `INSERT INTO "Refund" ("id","accountId","orderId","paymentId","requestId","outTradeNo","amountMinor","currency","reason","state","stateAt","nextEnquiryAt","enquiries",
           "sends","nextSendAt","waitsBecause","requestedBy","createdAt")
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,0,$13,$14,$15,$16,$17)`,
        [refund.id, refund.accountId, refund.orderId, refund.paymentId, refund.requestId, refund.outTradeNo, refund.amount.minor, refund.amount.currency,
          refund.reason, refund.state.at, refund.stateAt, refund.nextEnquiryAt, refund.sends, refund.nextSendAt, refund.waitsBecause, refund.requestedBy,
          refund.createdAt],
      ); // biome-ignore format: columns and values side by side
    },
    async byId(accountId: string, id: string): Promise<KnownRefund | null> {
      return one(await sql(`SELECT * FROM "Refund" WHERE "accountId" = $1 AND "id" = $2`, [accountId, id]));
    },
    async byRequest(accountId: string, requestId: string): Promise<KnownRefund | null> {
      return one(await sql(`SELECT * FROM "Refund" WHERE "accountId" = $1 AND "requestId" = $2`, [accountId, requestId]));
    },
    async byNumbers(accountId: string, outTradeNo: string | null, syssn: string | null): Promise<KnownRefund | null> {
      return one(
        await sql(`SELECT * FROM "Refund" WHERE "accountId" = $1 AND ("outTradeNo" = $2 OR ("syssn" = $3 AND $2::text IS NULL)) LIMIT 1`, [
          accountId,
          outTradeNo,
          syssn,
        ]),
      );
    },
    async ofOrder(orderId: string): Promise<KnownRefund[]> {
      return (await sql(`SELECT * FROM "Refund" WHERE "orderId" = $1 ORDER BY "createdAt", "id"`, [orderId])).map(refundFromRow);
    },
    /** Writes a state that climbed, with what came with it and what is to be done next. */
    async save(refund: Refund, respcd: string | null): Promise<void> {
      const { state } = refund;
      const syssn = state.at === "processing" || state.at === "refunded" ? state.syssn : null;
      await sql(
        `UPDATE "Refund" SET "state" = $2, "stateAt" = $3, "respcd" = coalesce($4, "respcd"), "syssn" = coalesce($5, "syssn"), "sysdtm" = coalesce($6, "sysdtm"),
           "nextEnquiryAt" = $7, "enquiries" = $8, "sends" = $9, "nextSendAt" = $10, "waitsBecause" = $11, "decidedBy" = $12, "decidedAt" = $13, "decisionNote" = $14
         WHERE "id" = $1`,
        [refund.id, state.at, refund.stateAt, respcd, syssn, state.at === "refunded" ? state.sysdtm : null, refund.nextEnquiryAt, refund.enquiries, refund.sends,
          refund.nextSendAt, refund.waitsBecause, refund.decidedBy, refund.decidedAt, refund.decisionNote],
      ); // biome-ignore format: columns and values side by side
    },
    /** Writes when and why it is sent or asked about next; its state stays. */
    async schedule(refund: Refund, respcd: string | null): Promise<void> {
      await sql(
        `UPDATE "Refund" SET "respcd" = coalesce($2, "respcd"), "nextSendAt" = $3, "waitsBecause" = $4, "nextEnquiryAt" = $5 WHERE "id" = $1`,
        [refund.id, respcd, refund.nextSendAt, refund.waitsBecause, refund.nextEnquiryAt],
      );
    },
    /** As `payments.claimDue`. */
    async claimDue(now: Date, leaseUntil: Date, limit: number): Promise<KnownRefund[]> {
      const rows = await sql(
        `UPDATE "Refund" SET "nextEnquiryAt" = $2 WHERE "id" IN (
           SELECT "id" FROM "Refund" WHERE "nextEnquiryAt" <= $1 ORDER BY "nextEnquiryAt" LIMIT $3 FOR UPDATE SKIP LOCKED)
         RETURNING *`,
        [now, leaseUntil, limit],
      );
      return rows.map(refundFromRow);
    },
    /** Takes refunds whose time to be sent has come, of every account, and holds them until `leaseUntil`, as `claimDue` does. */
    async claimSends(now: Date, leaseUntil: Date, limit: number): Promise<KnownRefund[]> {
      const rows = await sql(
        `UPDATE "Refund" SET "nextSendAt" = $2 WHERE "id" IN (
           SELECT "id" FROM "Refund" WHERE "nextSendAt" <= $1 ORDER BY "nextSendAt" LIMIT $3 FOR UPDATE SKIP LOCKED)
         RETURNING *`,
        [now, leaseUntil, limit],
      );
      return rows.map(refundFromRow);
    },
    /** Counts an enquiry and sets the next one. */
    async asked(id: string, next: Date | null): Promise<void> {
      await sql(
        `UPDATE "Refund" SET "enquiries" = "enquiries" + 1, "nextEnquiryAt" = $2 WHERE "id" = $1 AND "state" IN ('submitted', 'processing') AND "waitsBecause" IS NULL`,
        [id, next],
      );
    },
    /** QFPay has done with a refund of the payment: those that wait for it may go. */
    async releaseWaiting(paymentId: string, now: Date): Promise<void> {
      await sql(
        `UPDATE "Refund" SET "nextSendAt" = least("nextSendAt", $2) WHERE "paymentId" = $1 AND "waitsBecause" = 'earlier_refund' AND "nextSendAt" IS NOT NULL`,
        [paymentId, now],
      );
    },
    /** Money went back of a payment that is not paid here: brings the enquiry about it forward, also of one that seemed final. */
    async askSoonAboutPayment(paymentId: string, now: Date): Promise<void> {
      await sql(`UPDATE "Payment" SET "nextEnquiryAt" = least(coalesce("nextEnquiryAt", $2), $2) WHERE "id" = $1 AND "state" <> 'paid'`, [
        paymentId,
        now,
      ]);
    },
  };
}
