import type { Money } from "../money/index.ts";

export type RefundStateName = "awaiting_approval" | "queued" | "submitted" | "processing" | "failed" | "declined" | "refunded";

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
  /** Since when it is in its state; of a submitted one, when it was sent last. */
  readonly stateAt: Date;
  /** How often it was sent to QFPay, always under the same number. */
  readonly sends: number;
  /** When it is sent, or sent again; null when nothing is to be sent. */
  readonly nextSendAt: Date | null;
  /** Why it is not on its way: `blackout`, `earlier_refund`, `no_answer` (QFPay never got it), or QFPay's code for "not now". */
  readonly waitsBecause: string | null;
  readonly nextEnquiryAt: Date | null;
  /** How often QFPay was asked about it since it was sent last. */
  readonly enquiries: number;
  readonly requestedBy: string;
  /** Who approved or declined it, when, and why. */
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionNote: string | null;
  readonly createdAt: Date;
};

export type RefundState =
  | { at: "awaiting_approval" } // above the limit: a second person decides
  | { at: "queued" } // decided, never sent
  | { at: "submitted" } // sent and not decided: asked about, or waiting when `waitsBecause` says why
  | { at: "processing"; syssn: string | null }
  | { at: "failed"; respcd: string }
  | { at: "declined" }
  | { at: "refunded"; syssn: string; sysdtm: Date };

/** One thing that QFPay said about a refund, in our words. */
export type RefundFact =
  | { is: "refunded"; syssn: string; sysdtm: Date }
  | { is: "processing"; syssn: string | null }
  | { is: "failed"; respcd: string }
  | { is: "refused_for_now"; respcd: string } // certainly not done, and the same may be accepted later
  | { is: "absent" } // QFPay surely never got it
  | { is: "unclear" };

const RANK = {
  awaiting_approval: 0,
  queued: 1,
  submitted: 2,
  processing: 3,
  failed: 4,
  declined: 4,
  refunded: 5,
} satisfies Record<RefundStateName, number>;

/** Folds one fact into a state. Money that went back always wins. */
export function advanceRefund(state: RefundState, fact: RefundFact): RefundState {
  const next = refundStateFrom(fact);
  return next && RANK[next.at] > RANK[state.at] ? next : state;
}

/** Whether it may still move money: neither refused, nor given up, nor done. */
export function isRefundOpen(refund: Pick<Refund, "state">): boolean {
  return RANK[refund.state.at] < RANK.failed;
}

/** Whether QFPay may be at work on it: sent, and nothing says that it was not taken. */
export function isAtQfpay(refund: Pick<Refund, "state" | "waitsBecause">): boolean {
  return refund.state.at === "processing" || (refund.state.at === "submitted" && refund.waitsBecause === null);
}

/** Whether it is still ours alone, so that it can be taken back: QFPay never got it, or refused it for now. */
export function mayBeWithdrawn(refund: Pick<Refund, "state" | "waitsBecause">): boolean {
  return isRefundOpen(refund) && !isAtQfpay(refund);
}

function refundStateFrom(fact: RefundFact): RefundState | null {
  switch (fact.is) {
    case "refunded":
      return { at: "refunded", syssn: fact.syssn, sysdtm: fact.sysdtm };
    case "processing":
      return { at: "processing", syssn: fact.syssn };
    case "failed":
      return { at: "failed", respcd: fact.respcd };
    case "refused_for_now":
    case "absent":
    case "unclear":
      return null;
  }
}
