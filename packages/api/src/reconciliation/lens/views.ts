import type { Currency } from "@tillbook/domain/money";

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

/** What would be another outcome under other rules. `before` and `after` are words of the run: kind, then stage, codes or reason, then amounts. */
export type ChangedOutcome = { about: string; line: string | null; syssn: string | null; before: string | null; after: string | null };
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
