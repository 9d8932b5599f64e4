import { z } from "zod";
import type { Money } from "../money/index.ts";
import { freeText } from "../orders/index.ts";

export type RefundStateName = "submitted" | "processing" | "failed" | "refunded";

/** Our request to give back part of a paid payment; owns its own `outTradeNo`, which never changes. */
export type Refund = {
  readonly id: string;
  readonly accountId: string;
  readonly orderId: string;
  readonly paymentId: string;
  readonly requestId: string;
  readonly outTradeNo: string;
  readonly amount: Money;
  readonly reason: string;
  readonly state: RefundState;
  readonly nextEnquiryAt: Date | null;
  readonly enquiries: number;
  readonly requestedBy: string;
  readonly createdAt: Date;
};

export type RefundState =
  | { at: "submitted" } // sent, not yet answered
  | { at: "processing"; syssn: string | null }
  | { at: "failed"; respcd: string }
  | { at: "refunded"; syssn: string; sysdtm: Date };

export type RefundFact =
  | { is: "refunded"; syssn: string; sysdtm: Date }
  | { is: "processing"; syssn: string | null }
  | { is: "failed"; respcd: string }
  | { is: "unclear" };

const RANK = { submitted: 0, processing: 1, failed: 2, refunded: 3 } satisfies Record<RefundStateName, number>;

/** Folds one fact into a refund. Money that went back always wins. */
export function advanceRefund(state: RefundState, fact: RefundFact): RefundState {
  const next = refundStateFrom(fact);
  return next && RANK[next.at] > RANK[state.at] ? next : state;
}

function refundStateFrom(fact: RefundFact): RefundState | null {
  switch (fact.is) {
    case "refunded":
      return { at: "refunded", syssn: fact.syssn, sysdtm: fact.sysdtm };
    case "processing":
      return { at: "processing", syssn: fact.syssn };
    case "failed":
      return { at: "failed", respcd: fact.respcd };
    case "unclear":
      return null;
  }
}

/** What staff ask for. Messages are fault words that screens translate. */
export const createRefundSchema = z.strictObject({
  requestId: z.uuid("not_a_uuid"),
  paymentId: z.uuid("not_a_uuid"),
  /** Major units as typed, in the payment's currency. */
  amount: z.string("required").max(20, "too_large"),
  reason: freeText(200).min(1, "required"),
});
export type CreateRefund = z.output<typeof createRefundSchema>;

/** What has been given back, what is on its way, and what is left of a payment. */
export type RefundStanding = { refunded: Money; refunding: Money; refundable: Money };

/** Adds up a payment's refunds. Failed ones count for nothing; unclear ones stay reserved until QFPay has spoken. */
export function refundStanding(paid: Money, refunds: readonly Pick<Refund, "amount" | "state">[]): RefundStanding {
  const sum = (states: readonly RefundStateName[]): bigint =>
    refunds.filter((refund) => states.includes(refund.state.at)).reduce((total, refund) => total + refund.amount.minor, 0n);
  const refunded = sum(["refunded"]);
  const refunding = sum(["submitted", "processing"]);
  const { currency } = paid;
  return {
    refunded: { minor: refunded, currency },
    refunding: { minor: refunding, currency },
    refundable: { minor: paid.minor - refunded - refunding, currency },
  };
}

const SECOND = 1_000;
const PAUSES_S = [3, 5, 10, 20, 40] as const;

/** When to ask about an open refund again; null when it is final. */
export function nextRefundEnquiry(refund: Pick<Refund, "state" | "enquiries">, now: Date): Date | null {
  if (refund.state.at === "refunded" || refund.state.at === "failed") return null;
  return new Date(now.getTime() + (PAUSES_S[refund.enquiries] ?? 60) * SECOND);
}
