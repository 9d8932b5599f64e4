import type { Lateness, Payment } from "@tillbook/domain/payments";
import { insertion, recordset, rowsText } from "../client/rows.ts";
import type { Sql } from "../client/sql.ts";
import { run, type Statement } from "../client/statement.ts";
import { type KnownPayment, paymentFromRow } from "./rows.ts";

export type Payments = ReturnType<typeof paymentsOn>;

export function paymentsOn(sql: Sql) {
  const one = (rows: unknown[]): KnownPayment | null => (rows[0] ? paymentFromRow(rows[0]) : null);
  return {
    /** Writes a payment before QFPay is called, so that a crash leaves something to ask about. */
    async insert(payment: Payment): Promise<void> {
      await run(sql, paymentsInsertion([payment]));
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
      await run(sql, paymentsUpdate([{ payment, at, respcd, late: null, enquiries: 0, needsPersonAt: null }]));
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

const NEW_PAYMENT = {
  id: "uuid",
  accountId: "uuid",
  orderId: "uuid",
  outTradeNo: "text",
  payType: "text",
  amountMinor: "bigint",
  currency: "text",
  state: "text",
  stateAt: "timestamptz",
  txdtm: "timestamptz",
  expiresAt: "timestamptz",
  nextEnquiryAt: "timestamptz",
  enquiries: "int",
  createdAt: "timestamptz",
} as const;

/** The statement that writes new payments. */
export function paymentsInsertion(payments: readonly Payment[]): Statement {
  const rows = payments.map(({ amount, state, supersededAt: _none, ...payment }) => ({
    ...payment,
    amountMinor: amount.minor.toString(),
    currency: amount.currency,
    state: state.at,
    stateAt: payment.createdAt,
  }));
  return insertion("Payment", NEW_PAYMENT, rows);
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

const CHANGE = {
  id: "uuid",
  state: "text",
  stateAt: "timestamptz",
  respcd: "text",
  syssn: "text",
  sysdtm: "timestamptz",
  paydtm: "timestamptz",
  chnlsn: "text",
  qrcode: "text",
  payParams: "jsonb",
  nextEnquiryAt: "timestamptz",
  late: "text",
  enquiries: "int",
  needsPersonAt: "timestamptz",
} as const;

/** The statement that writes states that climbed, with what came with them. */
export function paymentsUpdate(changes: readonly PaymentChange[]): Statement {
  return {
    text: `UPDATE "Payment" p SET "state" = x."state", "stateAt" = x."stateAt", "nextEnquiryAt" = x."nextEnquiryAt", "enquiries" = p."enquiries" + x."enquiries",
         "respcd" = coalesce(x."respcd", p."respcd"), "syssn" = coalesce(x."syssn", p."syssn"), "sysdtm" = coalesce(x."sysdtm", p."sysdtm"),
         "paydtm" = coalesce(x."paydtm", p."paydtm"), "chnlsn" = coalesce(x."chnlsn", p."chnlsn"), "qrcode" = coalesce(x."qrcode", p."qrcode"),
         "payParams" = coalesce(x."payParams", p."payParams"), "late" = coalesce(x."late", p."late"),
         "needsPersonAt" = coalesce(p."needsPersonAt", x."needsPersonAt")
       FROM ${recordset(CHANGE)} WHERE p."id" = x."id"`,
    params: [rowsText(changes.map(changeRow))],
  };
}

function changeRow({ payment, at, respcd, late, enquiries, needsPersonAt }: PaymentChange): Record<keyof typeof CHANGE, unknown> {
  const { id, state, nextEnquiryAt } = payment;
  const numbers = state.at === "paid" || state.at === "awaiting" ? state : null;
  const paid = state.at === "paid" ? state : null;
  const handover = state.at === "awaiting" ? state.handover : null;
  return {
    id,
    state: state.at,
    stateAt: at,
    respcd,
    syssn: numbers?.syssn,
    sysdtm: numbers?.sysdtm,
    paydtm: paid?.paydtm,
    chnlsn: paid?.chnlsn,
    qrcode: handover?.kind === "qr" ? handover.qrcode : null,
    payParams: handover?.kind === "jsapi" ? handover.payParams : null,
    nextEnquiryAt,
    late,
    enquiries,
    needsPersonAt,
  };
}
