import type { Check, RefundStateName } from "@tillbook/domain/refunds";
import type { MoneyView, TimelineEntry } from "./views.ts";

export type { RefundStateName };

/** A request to give something back, how far it has come, and what the reader may do about it. */
export type RefundView = {
  id: string;
  paymentId: string;
  order: { id: string; number: string };
  outTradeNo: string;
  amount: MoneyView;
  reason: string;
  state: RefundStateName;
  /** QFPay's last code, or our own word for why it failed: `absent`, `too_large`, `too_old`, … */
  respcd: string | null;
  syssn: string | null;
  sysdtm: string | null;
  requestedBy: string;
  createdAt: string;
  /** How often it was sent, always under the same number. */
  sends: number;
  /** Set while it is queued, or refused for now: why (`blackout`, `earlier_refund`, `no_answer` or QFPay's code), and when it is sent. */
  waits: { because: string | null; nextSendAt: string; givesUpAt: string } | null;
  /** The plan while QFPay is asked about it. */
  asked: { times: number; nextAt: string | null } | null;
  /** The second person's word, or the maker's who took it back. */
  decided: { by: string; at: string; note: string | null } | null;
  can: { approve: boolean; decline: boolean; takeBack: boolean; tryNow: boolean };
};

/** Money that QFPay gave back without a refund of ours, as in its own portal. */
export type OutsideRefundView = {
  paymentId: string;
  syssn: string;
  outTradeNo: string | null;
  amount: MoneyView;
  respcd: string;
  sysdtm: string;
};

/** Where refunds stand on their way; a tab of the list each. */
export type RefundPlace = "approval" | "waiting" | "under_way" | "done" | "failed";

/** `nextCursor` is opaque; pass it back to read on. Null at the end. */
export type RefundPage = { items: RefundView[]; nextCursor: string | null };

/** How many stand where; `failed` counts the last seven days. Each at most 1000. */
export type RefundCounts = Record<Exclude<RefundPlace, "done">, number>;

/** A refund with its own history and, while it waits for a second person, whether it could be made now. */
export type RefundDetail = RefundView & { standing: StandingView; checks: CheckView[]; maximumAgeDays: number; timeline: TimelineEntry[] };

/** What became of a payment's money: the parts add up to `paid`. */
export type StandingView = Record<"paid" | "refunded" | "givenOutside" | "refunding" | "awaitingApproval" | "refundable", MoneyView>;

/** One thing that was looked at before a refund: fine, makes it wait, refuses it, or is worth knowing. */
export type CheckView = {
  about: Check["about"];
  is: Check["is"];
  why: Extract<Check, { why: string }>["why"] | null;
  until: string | null;
  sum: MoneyView | null;
};

/** Whether `amount` can be given back of a payment now, said before anybody asks for it. */
export type FeasibilityView = { paymentId: string; amount: MoneyView; standing: StandingView; checks: CheckView[]; maximumAgeDays: number };
