import { currencySchema, money } from "@tillbook/domain/money";
import type { Refund, RefundState } from "@tillbook/domain/refunds";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const refundRow = z.object({
  id: z.string(),
  accountId: z.string(),
  orderId: z.string(),
  paymentId: z.string(),
  requestId: z.string(),
  outTradeNo: z.string(),
  amountMinor: z.bigint(),
  currency: currencySchema,
  reason: z.string(),
  state: z.enum(["submitted", "processing", "failed", "refunded"]),
  respcd: z.string().nullable(),
  syssn: z.string().nullable(),
  sysdtm: z.date().nullable(),
  nextEnquiryAt: z.date().nullable(),
  enquiries: z.int(),
  requestedBy: z.string(),
  createdAt: z.date(),
});

/** A refund with the names QFPay gave it, whatever its state. */
export type KnownRefund = Refund & { readonly syssn: string | null; readonly sysdtm: Date | null; readonly respcd: string | null };

function refundFromRow(raw: unknown): KnownRefund {
  const row = refundRow.parse(raw);
  const { amountMinor, currency, state: _state, ...rest } = row;
  return { ...rest, amount: money(amountMinor, currency), state: stateFromRow(row) };
}

function stateFromRow(row: z.infer<typeof refundRow>): RefundState {
  switch (row.state) {
    case "submitted":
      return { at: "submitted" };
    case "processing":
      return { at: "processing", syssn: row.syssn };
    case "failed":
      return { at: "failed", respcd: row.respcd ?? "" };
    case "refunded":
      if (row.syssn === null || row.sysdtm === null) throw new Error(`refund ${row.id} is done without a transaction`);
      return { at: "refunded", syssn: row.syssn, sysdtm: row.sysdtm };
  }
}

export type Refunds = ReturnType<typeof refundsOn>;

export function refundsOn(sql: Sql) {
  const one = (rows: unknown[]): KnownRefund | null => (rows[0] ? refundFromRow(rows[0]) : null);
  return {
    /** Writes a refund before QFPay is called. The database refuses it when refunds would exceed the payment. */
    async insert(refund: Refund): Promise<void> {
      await sql(
        `INSERT INTO "Refund" ("id","accountId","orderId","paymentId","requestId","outTradeNo","amountMinor","currency","reason","state","stateAt","nextEnquiryAt","enquiries","requestedBy","createdAt")
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,0,$13,$14)`,
        [refund.id, refund.accountId, refund.orderId, refund.paymentId, refund.requestId, refund.outTradeNo, refund.amount.minor, refund.amount.currency,
          refund.reason, refund.state.at, refund.createdAt, refund.nextEnquiryAt, refund.requestedBy, refund.createdAt],
      ); // biome-ignore format: columns and values side by side
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
    async save(refund: Refund, at: Date, respcd: string | null): Promise<void> {
      const { state } = refund;
      const syssn = state.at === "processing" || state.at === "refunded" ? state.syssn : null;
      await sql(
        `UPDATE "Refund" SET "state" = $2, "stateAt" = $3, "respcd" = coalesce($4, "respcd"), "syssn" = coalesce($5, "syssn"), "sysdtm" = coalesce($6, "sysdtm"), "nextEnquiryAt" = $7 WHERE "id" = $1`,
        [refund.id, state.at, at, respcd, syssn, state.at === "refunded" ? state.sysdtm : null, refund.nextEnquiryAt],
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
    async asked(id: string, next: Date | null): Promise<void> {
      await sql(
        `UPDATE "Refund" SET "enquiries" = "enquiries" + 1, "nextEnquiryAt" = $2 WHERE "id" = $1 AND "state" IN ('submitted', 'processing')`,
        [id, next],
      );
    },
  };
}
