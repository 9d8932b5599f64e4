import { currencySchema, money } from "@tillbook/domain/money";
import type { Handover, Lateness, Payment, PaymentState } from "@tillbook/domain/payments";
import { z } from "zod";

const paymentRow = z.object({
  id: z.string(),
  accountId: z.string(),
  orderId: z.string(),
  outTradeNo: z.string(),
  payType: z.enum(["800201", "800207"]),
  amountMinor: z.bigint(),
  currency: currencySchema,
  state: z.enum(["submitted", "awaiting", "failed", "expired", "cancelled", "paid"]),
  stateAt: z.date(),
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
  needsPersonAt: z.date().nullable(),
  late: z.enum(["after_expiry", "after_cancel", "after_giving_up"]).nullable(),
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
  /** Since when it is in its state. */
  readonly stateAt: Date;
  /** The plan of enquiries ended without an answer: a person decides. */
  readonly needsPersonAt: Date | null;
  readonly late: Lateness | null;
};

/** A database row as a payment. */
export function paymentFromRow(raw: unknown): KnownPayment {
  const row = paymentRow.parse(raw);
  const { amountMinor, currency, state: _state, qrcode: _qrcode, payParams: _payParams, ...rest } = row;
  return { ...rest, amount: money(amountMinor, currency), state: stateFromRow(row) };
}

/** A payment as it is known from the moment that it was written until QFPay is heard of. */
export function newlyKnown(payment: Payment): KnownPayment {
  const unheardOf = { syssn: null, sysdtm: null, paydtm: null, chnlsn: null, respcd: null, needsPersonAt: null, late: null };
  return { ...payment, ...unheardOf, stateAt: payment.createdAt };
}

/** A payment as it is known once it came to another state at `stateAt`; `respcd` is QFPay's word on it, where it had one. */
export function knownAfter(before: KnownPayment, state: PaymentState, respcd: string | null, stateAt: Date): KnownPayment {
  const numbers = state.at === "awaiting" || state.at === "paid" ? state : null;
  const paid = state.at === "paid" ? state : null;
  return {
    ...before,
    state,
    stateAt,
    respcd: respcd ?? before.respcd,
    syssn: numbers?.syssn ?? before.syssn,
    sysdtm: numbers?.sysdtm ?? before.sysdtm,
    paydtm: paid?.paydtm ?? before.paydtm,
    chnlsn: paid?.chnlsn ?? before.chnlsn,
  };
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
