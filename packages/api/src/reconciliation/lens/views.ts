import type { Currency } from "@tillbook/domain/money";
import type { BreakCode, CarryReason, ExplainedCode, IgnoreReason, Stage } from "@tillbook/domain/reconciliation";

/**
 * A transaction with its four clocks, UTC+8 wall clock as QFPay writes it: when the merchant sent it, when QFPay took it, when the shopper paid,
 * and the day of the wallet's own bill; beside them the day of the file that names it.
 */
export type ClockedView = {
  syssn: string;
  kind: "payment" | "refund";
  payType: string | null;
  currency: Currency;
  /** Signed: a refund's is negative. */
  amount: string;
  txdtm: string | null;
  sysdtm: string;
  paydtm: string | null;
  walletDay: string;
  fileDay: string | null;
  /** By the cut-off in force, and by the other one. */
  settleDay: string;
  otherDay: string;
  /** Within the cut-off window of a boundary: another day's file may rightly name it. */
  isNearBoundary: boolean;
};

/** One day and currency: what it has, what it would have, and what would come and go. */
export type DayShiftView = {
  settleDay: string;
  currency: Currency;
  has: { count: number; amount: string };
  wouldHave: { count: number; amount: string };
  comes: { count: number; amount: string };
  goes: { count: number; amount: string };
};

/** Pass `next` back as `after` to read on. */
export type LensView = {
  cutoff: string;
  other: string;
  windowMinutes: number;
  days: DayShiftView[];
  rows: ClockedView[];
  next: { sysdtm: string; syssn: string } | null;
};

/** What a rule decides about a line or a transaction, in the words of a run. Amounts are decimal text. */
export type DecisionView =
  | { kind: "matched"; stage: Stage; carriedIn: boolean; explained: { code: ExplainedCode; amount: string; currency: Currency }[] }
  | { kind: "broken"; codes: BreakCode[]; difference: string; currency: Currency }
  | { kind: "carried"; reason: CarryReason; expectedValueDate: string }
  | { kind: "ignored"; reason: IgnoreReason };

/** What would be another outcome under other rules; null where it would be no matter of the day at all. */
export type ChangedOutcome = {
  about: string;
  line: string | null;
  syssn: string | null;
  before: DecisionView | null;
  after: DecisionView | null;
};
export type OutcomeCounts = { matched: number; broken: number; carried: number; ignored: number };
export type DryDayView = {
  settleDay: string;
  before: OutcomeCounts;
  after: OutcomeCounts;
  /** How many outcomes would be another; `rows` are the first hundred of them. */
  changed: number;
  rows: ChangedOutcome[];
};
export type DryRunView = { days: DryDayView[]; changed: number };
