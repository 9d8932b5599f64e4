import type { Lateness, Payment } from "@tillbook/domain/payments";
import type { Sql } from "../client/sql.ts";
import { run, type Statement } from "../client/statement.ts";
import { type KnownPayment, paymentFromRow } from "./rows.ts";

export type Payments = ReturnType<typeof paymentsOn>;

export function paymentsOn(sql: Sql) {
  const one = (rows: unknown[]): KnownPayment | null => (rows[0] ? paymentFromRow(rows[0]) : null);
  return {
    /** Writes a payment before QFPay is called, so that a crash leaves something to ask about. */
    async insert(payment: Payment): Promise<void> {
      await run(sql, paymentInsertion(payment));
    },
    async byId(accountId: string, id: string): Promise<KnownPayment | null> {
      return one(await sql(`SELECT * FROM "Payment" WHERE "accountId" = $1 AND "id" = $2`, [accountId, id]));
    },
    /** The payment of an outTradeNo, or else of a syssn. */
    async byNumbers(accountId: string, outTradeNo: string | null, syssn: string | null): Promise<KnownPayment | null> {
      return one(
        await sql(`SELECT * FROM "Payment" WHERE "accountId" = $1 AND ${outTradeNo === null ? `"syssn"` : `"outTradeNo"`} = $2 LIMIT 1`, [
          accountId,
          outTradeNo ?? syssn,
        ]),
      );
    },
    /** All attempts of an order, oldest first. */
    async ofOrder(orderId: string): Promise<KnownPayment[]> {
      return (await sql(`SELECT * FROM "Payment" WHERE "orderId" = $1 ORDER BY "createdAt", "id"`, [orderId])).map(paymentFromRow);
    },
    /** Writes a state that climbed, with what came with it; the number of times we asked is kept. */
    async save(payment: Payment, at: Date, respcd: string | null): Promise<void> {
      await run(sql, paymentUpdate({ payment, at, respcd, late: null, enquiries: 0, needsPersonAt: null }));
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
    /** How many are watched because QFPay has not spoken its last word. */
    async countOpen(): Promise<number> {
      const rows = await sql<{ count: number }>(
        `SELECT count(*)::int AS "count" FROM "Payment" WHERE "nextEnquiryAt" IS NOT NULL AND "state" IN ('submitted', 'awaiting')`,
      );
      return rows[0]?.count ?? 0;
    },
    /** Brings the enquiries of everything open forward, also of what a worker holds, spread over `spreadMs` by the payments' own numbers. */
    async hastenAllOpen(now: Date, spreadMs: number): Promise<void> {
      await sql(
        `UPDATE "Payment" SET "nextEnquiryAt" = least("nextEnquiryAt",
           $2::timestamptz + ${SPREAD}) WHERE "nextEnquiryAt" IS NOT NULL AND "state" = ANY($1)`,
        [["submitted", "awaiting"], now, spreadMs],
      );
    },
    /**
     * Gives back what was taken for an enquiry and not asked about, with `allDue` also whatever else of the account is due before then:
     * to be asked about from `leastMs` after now on, spread over `spreadMs` by the payments' own numbers.
     */
    async putOff(
      accountId: string,
      off: { ids: readonly string[]; allDue: boolean; now: Date; leastMs: number; spreadMs: number },
    ): Promise<void> {
      const least = new Date(off.now.getTime() + off.leastMs);
      await sql(
        `UPDATE "Payment" SET "nextEnquiryAt" = $2::timestamptz + ${SPREAD}
         WHERE "accountId" = $1 AND "nextEnquiryAt" IS NOT NULL AND ("id" = ANY($4::uuid[]) OR ($5 AND "nextEnquiryAt" < $2))`,
        [accountId, least, off.spreadMs, [...off.ids], off.allDue],
      );
    },
  };
}

/** A part of `$3` milliseconds, by the payment's own number: always the same for one, and even over many. */
const SPREAD = `make_interval(secs => $3::double precision / 1000 * (abs(hashtext("id"::text)::bigint) % 1000) / 1000)`;

/** The statement that writes a new payment. */
export function paymentInsertion(payment: Payment): Statement {
  return {
    text: `INSERT INTO "Payment" ("id","accountId","orderId","outTradeNo","payType","amountMinor","currency","state","stateAt","txdtm","expiresAt","nextEnquiryAt","enquiries","createdAt")
       VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,0,$13)`,
    params: [payment.id, payment.accountId, payment.orderId, payment.outTradeNo, payment.payType, payment.amount.minor, payment.amount.currency,
      payment.state.at, payment.createdAt, payment.txdtm, payment.expiresAt, payment.nextEnquiryAt, payment.createdAt],
  }; // biome-ignore format: columns and values side by side
}

export type PaymentChange = {
  readonly payment: Payment;
  readonly at: Date;
  readonly respcd: string | null;
  readonly late: Lateness | null;
  /** Enquiries to be counted with it. */
  readonly enquiries: number;
  readonly needsPersonAt: Date | null;
};

/** The statement that writes a state that climbed, with what came with it. */
export function paymentUpdate({ payment, at, respcd, late, enquiries, needsPersonAt }: PaymentChange): Statement {
  const { state } = payment;
  const numbers = state.at === "paid" || state.at === "awaiting" ? state : null;
  const paid = state.at === "paid" ? state : null;
  const handover = state.at === "awaiting" ? state.handover : null;
  return {
    text: `UPDATE "Payment" SET "state" = $2, "stateAt" = $3, "respcd" = coalesce($4, "respcd"), "syssn" = coalesce($5, "syssn"), "sysdtm" = coalesce($6, "sysdtm"),
         "paydtm" = coalesce($7, "paydtm"), "chnlsn" = coalesce($8, "chnlsn"), "qrcode" = coalesce($9, "qrcode"), "payParams" = coalesce($10, "payParams"),
         "nextEnquiryAt" = $11, "late" = coalesce($12, "late"), "enquiries" = "enquiries" + $13, "needsPersonAt" = coalesce("needsPersonAt", $14)
       WHERE "id" = $1`,
    params: [payment.id, state.at, at, respcd, numbers?.syssn ?? null, numbers?.sysdtm ?? null, paid?.paydtm ?? null, paid?.chnlsn ?? null,
      handover?.kind === "qr" ? handover.qrcode : null, handover?.kind === "jsapi" ? handover.payParams : null, payment.nextEnquiryAt, late, enquiries, needsPersonAt],
  }; // biome-ignore format: columns and values side by side
}
