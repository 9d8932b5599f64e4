import type { EntryOf } from "./entries.ts";

/** What became of a payment. An open one past its `expiresAt` is expired without an entry of its own. */
export type PaymentState =
  | { readonly at: "open" }
  | { readonly at: "paid"; readonly paydtm: Date; readonly chnlsn: string; readonly cardcd: string }
  | { readonly at: "failed"; readonly respcd: string }
  | { readonly at: "closed" };

export type Payment = Omit<EntryOf<"payment">, "entry"> & {
  readonly kind: "payment";
  readonly state: PaymentState;
  /** Minor units given back so far. */
  readonly refunded: bigint;
  /** Minor units in refunds that are not decided yet. */
  readonly refunding: bigint;
  readonly note: string;
};

/** What became of a refund. A pending one answers `respcd`; `queries` enquiries are left before it ends, null for ever. */
export type RefundState =
  | { readonly at: "done" }
  | { readonly at: "pending"; readonly respcd: string; readonly queries: number | null; readonly end: string }
  | { readonly at: "failed"; readonly respcd: string };

export type Refund = Omit<EntryOf<"refund">, "entry" | "pending"> & {
  readonly kind: "refund";
  readonly payment: Payment;
  readonly state: RefundState;
};

export type Close = Omit<EntryOf<"close">, "entry"> & { readonly kind: "close"; readonly payment: Payment };

/** A row of QFPay's books, named by its `syssn`. */
export type Row = Payment | Refund | Close;

export type PaidPayment = Payment & { readonly state: Extract<PaymentState, { at: "paid" }> };

export function isPaid(payment: Payment): payment is PaidPayment {
  return payment.state.at === "paid";
}

/** The state as seen at `now`, where an open payment may have expired. */
export function stateAt(payment: Payment, now: Date): PaymentState["at"] | "expired" {
  return payment.state.at === "open" && now.getTime() >= payment.expiresAt.getTime() ? "expired" : payment.state.at;
}
