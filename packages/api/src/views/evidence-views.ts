import type { ShownBody, ShownFields } from "@tillbook/qfpay/redaction";
import type { FindingView, Verdict } from "./notification-views.ts";
import type { RefundStateName } from "./refund-views.ts";
import type { MoneyView, PaymentStateName } from "./views.ts";

export type { ShownBody, ShownFields };

/** A moment by one of the four clocks: `ours`, `qfpay` (QFPay's server), `shopper` (when WeChat took the money). `at` is ISO text at UTC. */
export type ClockView = { name: ClockName; at: string; utc8: string; clock: "ours" | "qfpay" | "shopper" };
export type ClockName = "order_created" | "payment_created" | "txdtm" | "sysdtm" | "paydtm" | "expires" | "needs_person" | "bundled";

/** One call of ours and its answer, without secrets. `respcd` is what it said of this transaction. */
export type CallView = {
  source: "response" | "enquiry" | "import";
  outTradeNo: string | null;
  /** What went out; null where only the answer was kept. */
  sent: {
    operation: string;
    method: string;
    path: string;
    at: string;
    answeredAt: string | null;
    httpStatus: number | null;
    signType: string;
    /** Its first four characters. */
    sign: string;
    fields: ShownFields;
  } | null;
  heardAt: string;
  respcd: string | null;
  verdict: Verdict;
  findings: FindingView[];
  answer: ShownBody;
};

/** One delivery of a notification that names this payment or one of its refunds. */
export type DeliveryView = {
  id: string;
  receivedAt: string;
  verdict: Verdict;
  findings: FindingView[];
  notifyType: string | null;
  outTradeNo: string | null;
  syssn: string | null;
  signedBy: string | null;
  /** Its first four characters. */
  signature: string | null;
  body: ShownBody;
  replayOf: string | null;
  replayedBy: string | null;
};

export type ChangeView = {
  at: string;
  subject: "order" | "payment" | "refund";
  number: string;
  before: string | null;
  after: string;
  by: string;
};

/** What we ask QFPay's support, read from how the payment stands. */
export type SupportQuestion = "what_became_of_it" | "no_notification" | "does_not_fit" | "paid_twice" | "refund_unclear" | "please_confirm";

/** Everything about one payment that a dispute needs, and nothing that must not leave the house. Instants are ISO text at UTC. */
export type EvidenceView = {
  bundledAt: string;
  account: { name: string; appCodeEnding: string; mchid: string | null; environment: "production" | "test"; qfpay: string };
  order: { id: string; number: string; state: string; amount: MoneyView };
  payment: {
    id: string;
    outTradeNo: string;
    syssn: string | null;
    chnlsn: string | null;
    payType: string;
    amount: MoneyView;
    state: PaymentStateName;
    counts: boolean;
    respcd: string | null;
    late: string | null;
    /** How often QFPay was asked. */
    enquiries: number;
  };
  clocks: ClockView[];
  refunds: {
    outTradeNo: string;
    syssn: string | null;
    amount: MoneyView;
    state: RefundStateName;
    respcd: string | null;
    createdAt: string;
    sysdtm: string | null;
  }[];
  changes: ChangeView[];
  cases: { kind: string; openedAt: string; closedAt: string | null; resolution: string | null; closedBy: string | null }[];
  calls: CallView[];
  notifications: DeliveryView[];
  /** Older entries are all here; newer ones beyond the limit were left out. */
  isCut: boolean;
  questions: SupportQuestion[];
  /** A letter to QFPay's support, ready to be sent. */
  letter: { en: string; "zh-Hant": string };
};
