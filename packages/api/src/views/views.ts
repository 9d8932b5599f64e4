import type { Currency } from "@tillbook/domain/money";
import type { Lateness, OrderOutcome, PaymentOutcome } from "@tillbook/domain/payments";
import type { Role } from "@tillbook/domain/staff";
import type { CaseRow } from "./payment-views.ts";
import type { OutsideRefundView, RefundView } from "./refund-views.ts";

/** Views are what screens receive: amounts as decimal text in major units beside their currency, instants as ISO text. */
export type MoneyView = { amount: string; currency: Currency };

export type OrderState = "open" | "expired" | "cancelled" | "paid";
export type PaymentStateName = "submitted" | "awaiting" | "failed" | "expired" | "cancelled" | "paid";

export type SessionView = {
  user: { id: string; name: string; email: string };
  role: Role;
  organisation: string;
  account: { id: string; name: string; environment: "production" | "test"; currencies: Currency[]; cutoff: string };
  publicUrl: string;
  /** The simulated phone, where payments can be tried; null with real credentials. */
  phoneUrl: string | null;
};

export type OrderRow = {
  id: string;
  number: string;
  face: "qr" | "link";
  state: OrderState;
  amount: MoneyView;
  /** Given back so far of the payment that counts; "0.00" when nothing was. */
  refunded: MoneyView;
  goodsName: string | null;
  createdAt: string;
  paidAt: string | null;
  createdBy: string;
  /** The newest attempt is unclear: QFPay has not said yet whether it happened. */
  isUnclear: boolean;
  /** Something about it waits for a person's decision: it has an open case. */
  needsPerson: boolean;
  /** The money that counts came after we had stopped expecting it. */
  late: Lateness | null;
  /** Money came beside the payment that counts and has not gone back. */
  isPaidTwice: boolean;
};

/** `nextCursor` is opaque; pass it back to read on. Null at the end. */
export type OrderPage = { items: OrderRow[]; nextCursor: string | null };

/** What the counter screen shows. `payable` carries a QR (SVG text made by us) that refreshes before `expiresAt`. */
export type LiveQrView =
  | { at: "preparing" }
  | { at: "payable"; paymentId: string; qrSvg: string; expiresAt: string }
  | { at: "unclear"; asked: AskedView }
  | { at: "refused"; respcd: string; message: string }
  | { at: "over" };

/** The plan for an unclear result: asked so often, asked again then, given to a person at last. */
export type AskedView = { times: number; nextAt: string | null; decidesAt: string };

export type PaymentView = {
  id: string;
  outTradeNo: string;
  payType: string;
  state: PaymentStateName;
  syssn: string | null;
  sysdtm: string | null;
  paydtm: string | null;
  chnlsn: string | null;
  respcd: string | null;
  createdAt: string;
  expiresAt: string;
  /** Counts for the order; a second payment of the same order is a twin and does not. */
  counts: boolean;
  outcome: PaymentOutcome;
  asked: AskedView | null;
};

/** One line of an order's history: something heard, something that changed, or something a person did. */
export type TimelineEntry =
  | {
      kind: "observation";
      at: string;
      source: "response" | "notification" | "enquiry" | "import";
      verdict: string;
      respcd: string | null;
      syssn: string | null;
      outTradeNo: string | null;
      findings: string[];
    }
  | {
      kind: "change";
      at: string;
      subject: "order" | "payment" | "refund";
      before: string | null;
      after: string;
      actor: string;
      /** The observation that it rests on, as the evidence bundle names it. */
      evidence: string | null;
      /** What else is to be said of it: `late` (a `Lateness`), `twin`, `declared` by a person. */
      details: Readonly<Record<string, string | boolean>>;
    }
  | { kind: "deed"; at: string; action: string; actor: string };

export type OrderDetail = OrderRow & {
  note: string | null;
  expiresAt: string;
  linkUrl: string;
  /** QR of our link (not of weixin://), SVG text. */
  linkQrSvg: string;
  live: LiveQrView;
  outcome: OrderOutcome;
  /** The plan for what is unclear of it, when anything is: the attempt that is asked about next. */
  asked: AskedView | null;
  /** What of it a person decides or decided, newest first. */
  cases: CaseRow[];
  payments: PaymentView[];
  refunds: RefundView[];
  /** What QFPay gave back of it without a refund of ours. */
  givenOutside: OutsideRefundView[];
  timeline: TimelineEntry[];
  /** What may still be given back, what is on its way. */
  refundable: MoneyView;
  refunding: MoneyView;
  /** Asked for, and waiting for a second person. */
  awaitingApproval: MoneyView;
  can: { cancel: boolean; refund: boolean; enquire: boolean };
};

/** Takings of one settlement day (UTC+8) by paydtm; refunds by their sysdtm. Sums never cross currencies. */
export type TakingsView = {
  day: string;
  totals: { currency: Currency; paid: MoneyView; paidCount: number; refunded: MoneyView; refundedCount: number; net: MoneyView }[];
  hours: { currency: Currency; hour: number; paid: MoneyView; count: number }[];
  days: { currency: Currency; day: string; paid: MoneyView; count: number }[];
};
