import type { CaseKind, CaseResolution, Lateness } from "@tillbook/domain/payments";
import type { FindingView } from "./notification-views.ts";
import type { MoneyView, PaymentView, TimelineEntry } from "./views.ts";

export type { CaseKind, CaseResolution };

export type CaseRow = {
  id: string;
  kind: CaseKind;
  openedAt: string;
  /** Null while it is open; `resolution` and `closedBy` (a name, or what closed it) come with it. */
  closedAt: string | null;
  resolution: CaseResolution | null;
  closedBy: string | null;
  order: { id: string; number: string; goodsName: string | null } | null;
  payment: { id: string; outTradeNo: string; amount: MoneyView; late: Lateness | null } | null;
  /** What a quarantined notice says: its numbers, and what in it does not fit. Null for other kinds. */
  notice: { outTradeNo: string | null; syssn: string | null; findings: FindingView[] } | null;
};

/** `nextCursor` is opaque; pass it back to read on. Null at the end. `open` counts all open cases, 100 at most. */
export type CasePage = { items: CaseRow[]; nextCursor: string | null; open: number };

/** One row of QFPay's answer to an enquiry about a quarantined number. */
export type EnquiredRow = {
  kind: "payment" | "refund" | "close" | "unknown";
  outTradeNo: string | null;
  syssn: string | null;
  amount: MoneyView | null;
  respcd: string | null;
  sysdtm: string | null;
};

export type CaseDetail = Omit<CaseRow, "payment"> & {
  /** What the person wrote who closed it. */
  note: string | null;
  payment: (PaymentView & { amount: MoneyView; late: Lateness | null }) | null;
  /** On a twin: the payment that counts for the order. */
  counted: (PaymentView & { amount: MoneyView }) | null;
  /** What a refund would give back, ready to be asked for: all of it that is left. Null where nothing is. */
  refund: { paymentId: string; amount: MoneyView } | null;
  /** A refund of it is on its way; the case closes when the money has gone back. */
  refunding: MoneyView;
  /** The quarantined delivery in the ledger of notifications; null for other kinds. */
  observationId: string | null;
  /** The order's history, where there is an order. */
  timeline: TimelineEntry[];
  can: { accept: boolean; refund: boolean; askAgain: boolean; declareUnpaid: boolean; dismiss: boolean; enquire: boolean };
};

/** What asking QFPay about a quarantined number found; `answered` false when QFPay was silent. */
export type CaseEnquiry = { answered: boolean; rows: EnquiredRow[]; detail: CaseDetail };
