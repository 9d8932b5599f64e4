import { currencySchema, money } from "@tillbook/domain/money";
import type { Handover, Payment, PaymentState } from "@tillbook/domain/payments";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

const paymentRow = z.object({
  id: z.string(),
  accountId: z.string(),
  orderId: z.string(),
  outTradeNo: z.string(),
  payType: z.enum(["800201", "800207"]),
  amountMinor: z.bigint(),
  currency: currencySchema,
  state: z.enum(["submitted", "awaiting", "failed", "expired", "cancelled", "paid"]),
  respcd: z.string().nullable(),
  txdtm: z.date(),
  syssn: z.string().nullable(),
  sysdtm: z.date().nullable(),
  paydtm: z.date().nullable(),
  chnlsn: z.string().nullable(),
  qrcode: z.string().nullable(),
  payParams: z.record(z.string(), z.string()).nullable(),
  expiresAt: z.date(),
  supersededAt: z.date().nullable(),
  nextEnquiryAt: z.date().nullable(),
  enquiries: z.int(),
  createdAt: z.date(),
});
type PaymentRow = z.infer<typeof paymentRow>;

/** A payment with the names QFPay gave it, whatever its state. */
export type KnownPayment = Payment & {
  readonly syssn: string | null;
  readonly sysdtm: Date | null;
  readonly paydtm: Date | null;
  readonly chnlsn: string | null;
  readonly respcd: string | null;
};

function paymentFromRow(raw: unknown): KnownPayment {
  const row = paymentRow.parse(raw);
  const { amountMinor, currency, state: _state, qrcode: _qrcode, payParams: _payParams, ...rest } = row;
  return { ...rest, amount: money(amountMinor, currency), state: stateFromRow(row) };
}

function stateFromRow(row: PaymentRow): PaymentState {
  switch (row.state) {
    case "awaiting":
      return { at: "awaiting", syssn: row.syssn, sysdtm: row.sysdtm, handover: handoverFromRow(row) };
    case "failed":
      return { at: "failed", respcd: row.respcd ?? "" };
    case "paid":
      if (row.syssn === null || row.sysdtm === null) throw new Error(`payment ${row.id} is paid without a transaction`);
      return { at: "paid", syssn: row.syssn, sysdtm: row.sysdtm, paydtm: row.paydtm, chnlsn: row.chnlsn };
    case "submitted":
    case "expired":
    case "cancelled":
      return { at: row.state };
  }
}

function handoverFromRow(row: PaymentRow): Handover | null {
  if (row.qrcode !== null) return { kind: "qr", qrcode: row.qrcode };
  return row.payParams === null ? null : { kind: "jsapi", payParams: row.payParams };
}

export type Payments = ReturnType<typeof paymentsOn>;

export function paymentsOn(sql: Sql) {
  const one = (rows: unknown[]): KnownPayment | null => (rows[0] ? paymentFromRow(rows[0]) : null);
  return {
    /** Writes a payment before QFPay is called, so that a crash leaves something to ask about. */
    async insert(payment: Payment): Promise<void> {
      await sql(
        `INSERT INTO "Payment" ("id","accountId","orderId","outTradeNo","payType","amountMinor","currency","state","stateAt","txdtm","expiresAt","nextEnquiryAt","enquiries","createdAt")
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,0,$13)`,
        [payment.id, payment.accountId, payment.orderId, payment.outTradeNo, payment.payType, payment.amount.minor, payment.amount.currency,
          payment.state.at, payment.createdAt, payment.txdtm, payment.expiresAt, payment.nextEnquiryAt, payment.createdAt],
      ); // biome-ignore format: columns and values side by side
    },
    async byId(accountId: string, id: string): Promise<KnownPayment | null> {
      return one(await sql(`SELECT * FROM "Payment" WHERE "accountId" = $1 AND "id" = $2`, [accountId, id]));
    },
    /** The payment of an outTradeNo, or else of a syssn. */
    async byNumbers(accountId: string, outTradeNo: string | null, syssn: string | null): Promise<KnownPayment | null> {
      return one(
        await sql(`SELECT * FROM "Payment" WHERE "accountId" = $1 AND ("outTradeNo" = $2 OR ("syssn" = $3 AND $2::text IS NULL)) LIMIT 1`, [
          accountId,
          outTradeNo,
          syssn,
        ]),
      );
    },
    /** All attempts of an order, oldest first. */
    async ofOrder(orderId: string): Promise<KnownPayment[]> {
      return (await sql(`SELECT * FROM "Payment" WHERE "orderId" = $1 ORDER BY "createdAt", "id"`, [orderId])).map(paymentFromRow);
    },
    /** Writes a state that climbed, with what came with it; the number of times we asked is kept. */
    async save(payment: Payment, at: Date, respcd: string | null): Promise<void> {
      const { state } = payment;
      const numbers = state.at === "paid" || state.at === "awaiting" ? state : null;
      const handover = state.at === "awaiting" ? state.handover : null;
      await sql(
        `UPDATE "Payment" SET "state" = $2, "stateAt" = $3, "respcd" = coalesce($4, "respcd"), "syssn" = coalesce($5, "syssn"), "sysdtm" = coalesce($6, "sysdtm"),
           "paydtm" = coalesce($7, "paydtm"), "chnlsn" = coalesce($8, "chnlsn"), "qrcode" = coalesce($9, "qrcode"), "payParams" = coalesce($10, "payParams"),
           "nextEnquiryAt" = $11
         WHERE "id" = $1`,
        [payment.id, state.at, at, respcd, numbers?.syssn ?? null, numbers?.sysdtm ?? null, state.at === "paid" ? state.paydtm : null,
          state.at === "paid" ? state.chnlsn : null, handover?.kind === "qr" ? handover.qrcode : null,
          handover?.kind === "jsapi" ? handover.payParams : null, payment.nextEnquiryAt],
      ); // biome-ignore format: columns and values side by side
    },
    /** Gives the order's payable place away; the attempt is watched on until it is final. */
    async supersede(id: string, at: Date): Promise<void> {
      await sql(`UPDATE "Payment" SET "supersededAt" = $2 WHERE "id" = $1 AND "supersededAt" IS NULL`, [id, at]);
    },
    /**
     * Takes open payments that are due for an enquiry, of every account, and holds them until `leaseUntil`:
     * no second worker takes them meanwhile, and a worker that dies gives them back by time.
     */
    async claimDue(now: Date, leaseUntil: Date, limit: number): Promise<KnownPayment[]> {
      const rows = await sql(
        `UPDATE "Payment" SET "nextEnquiryAt" = $2 WHERE "id" IN (
           SELECT "id" FROM "Payment" WHERE "nextEnquiryAt" <= $1 ORDER BY "nextEnquiryAt" LIMIT $3 FOR UPDATE SKIP LOCKED)
         RETURNING *`,
        [now, leaseUntil, limit],
      );
      return rows.map(paymentFromRow);
    },
    /** Brings the next enquiry forward to now; a payment that needs none gets none. */
    async hasten(id: string, now: Date): Promise<void> {
      await sql(`UPDATE "Payment" SET "nextEnquiryAt" = least("nextEnquiryAt", $2) WHERE "id" = $1 AND "nextEnquiryAt" IS NOT NULL`, [
        id,
        now,
      ]);
    },
    /** Counts an enquiry and sets the next one. */
    async asked(id: string, next: Date | null): Promise<void> {
      await sql(
        `UPDATE "Payment" SET "enquiries" = "enquiries" + 1, "nextEnquiryAt" = $2 WHERE "id" = $1 AND "state" IN ('submitted', 'awaiting')`,
        [id, next],
      );
    },
  };
}
