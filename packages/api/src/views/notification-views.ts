/** What was thought of a delivery: believed, believed before, not fitting, not understood, not QFPay's. */
export type Verdict = "verified" | "duplicate" | "mismatched" | "unknown" | "forged";

export type FindingCode =
  | "amount_missing" | "amount_differs" | "number_differs" | "number_unknown" | "pay_type_differs" | "merchant_differs" | "merchant_unknown"
  | "payment_differs" | "syssn_taken" | "charged_again" | "not_a_success" | "kind_unknown" | "no_signature" | "malformed_signature" | "wrong_signature"
  | "not_utf8" | "not_json" | "name_twice" | "too_deep" | "cut" | "other"; // biome-ignore format: a list reads better

/** One thing that was found about a delivery: a code to translate, and what the delivery said there. */
export type FindingView = { code: FindingCode; value: string };

/** One delivery of a notification. Instants are ISO text. */
export type NotificationRow = {
  id: string;
  receivedAt: string;
  verdict: Verdict;
  findings: FindingView[];
  outTradeNo: string | null;
  syssn: string | null;
  respcd: string | null;
  notifyType: string | null;
  /** The key that had signed it; null when none had. */
  signedBy: "current" | "previous" | "notification" | null;
  /** The order that it is about, where we know one. */
  order: { id: string; number: string } | null;
  moved: { subject: "order" | "payment" | "refund"; before: string | null; after: string }[];
  /** The earlier delivery that somebody had judged again, and who. */
  replayOf: string | null;
  replayedBy: string | null;
};

/** `nextCursor` is opaque; pass it back to read on. Null at the end. */
export type NotificationPage = { items: NotificationRow[]; nextCursor: string | null };

export type NotificationDetail = NotificationRow & {
  /** As it came, but for the values of personal fields. */
  body: string;
  /** Length as it came, in bytes. */
  bytes: number;
  /** Some bytes are no text; they are kept exactly and show as U+FFFD. */
  isExactText: boolean;
  /** Its first four characters. */
  signature: string | null;
  /** Judged again later, oldest first. */
  replays: NotificationRow[];
  case: { id: string; isOpen: boolean } | null;
  can: { replay: boolean };
};

/** The accounts whose ledger this person may read, oldest first. */
export type LedgerAccount = { id: string; name: string };
