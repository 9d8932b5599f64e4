import type { Money } from "../money/index.ts";

/** WeChat Pay's two ways in: a QR that the merchant shows, a page inside WeChat. */
export type PayType = "800201" | "800207";

export type PaymentStateName = "submitted" | "awaiting" | "failed" | "expired" | "cancelled" | "paid";

/** One attempt to collect an order; owns one `outTradeNo`. */
export type Payment = {
  readonly id: string;
  readonly accountId: string;
  readonly orderId: string;
  readonly outTradeNo: string;
  readonly payType: PayType;
  readonly amount: Money;
  readonly state: PaymentState;
  readonly txdtm: Date;
  /** When the QFPay order dies, as far as we know. */
  readonly expiresAt: Date;
  /** Another attempt took its place; it is watched until it is final. */
  readonly supersededAt: Date | null;
  readonly nextEnquiryAt: Date | null;
  readonly enquiries: number;
  readonly createdAt: Date;
};

export type PaymentState =
  | { at: "submitted" } // sent, not yet answered: ask about it, never send it again
  | { at: "awaiting"; syssn: string | null; sysdtm: Date | null; handover: Handover | null }
  | { at: "failed"; respcd: string }
  | { at: "expired" | "cancelled" }
  | { at: "paid"; syssn: string; sysdtm: Date; paydtm: Date | null; chnlsn: string | null };

/** What the customer needs to pay: the text of a WeChat QR, or the parameters of WeChat's own cashier. */
export type Handover = { kind: "qr"; qrcode: string } | { kind: "jsapi"; payParams: Readonly<Record<string, string>> };

/** One thing that QFPay said about a payment, in our words. */
export type PaymentFact =
  | { is: "made"; syssn: string | null; sysdtm: Date | null; handover: Handover | null }
  | { is: "paid"; syssn: string; sysdtm: Date; paydtm: Date | null; chnlsn: string | null }
  | { is: "open"; syssn: string | null; sysdtm: Date | null }
  | { is: "failed"; respcd: string }
  | { is: "closed" | "expired" }
  | { is: "absent" } // QFPay answered and does not know the number
  | { is: "unclear" } // it answered what tells nothing, or did not answer a call that makes or closes
  | { is: "silent" }; // it did not answer an enquiry

const RANK = { submitted: 0, awaiting: 1, failed: 2, expired: 2, cancelled: 2, paid: 3 } satisfies Record<PaymentStateName, number>;

/** Folds one fact into a payment. Repeats and late news change nothing; money received always wins. */
export function advance(state: PaymentState, fact: PaymentFact): PaymentState {
  const next = stateFrom(fact);
  return next && RANK[next.at] > RANK[state.at] ? next : state;
}

/** Whether QFPay has not spoken its last word on it. */
export function isOpen(payment: Pick<Payment, "state">): boolean {
  return payment.state.at === "submitted" || payment.state.at === "awaiting";
}

/** Whether it holds the order's one payable place: open, and no other attempt took that place. */
export function isPayable(payment: Payment): boolean {
  return isOpen(payment) && payment.supersededAt === null;
}

function stateFrom(fact: PaymentFact): PaymentState | null {
  switch (fact.is) {
    case "made":
      return { at: "awaiting", syssn: fact.syssn, sysdtm: fact.sysdtm, handover: fact.handover };
    case "open":
      return { at: "awaiting", syssn: fact.syssn, sysdtm: fact.sysdtm, handover: null };
    case "paid":
      return { at: "paid", syssn: fact.syssn, sysdtm: fact.sysdtm, paydtm: fact.paydtm ?? fact.sysdtm, chnlsn: fact.chnlsn };
    case "failed":
      return { at: "failed", respcd: fact.respcd };
    case "closed":
      return { at: "cancelled" };
    case "expired":
      return { at: "expired" };
    case "absent":
    case "unclear":
    case "silent":
      return null;
  }
}
