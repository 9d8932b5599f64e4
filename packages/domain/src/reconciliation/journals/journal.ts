import type { Currency } from "../../money/index.ts";
import type { SettlementDay } from "../../time/index.ts";

/** The accounts that a company's ledger keeps for QFPay; each is mapped once to a code and a name of the ledger's own. */
export const LEDGER_ACCOUNTS = [
  "clearing",
  "bank",
  "sales",
  "refunds",
  "fees",
  "bank_charges",
  "reserve",
  "suspense",
  "write_off",
  "fx",
] as const;
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];
export type ChartOfAccounts = Readonly<Record<LedgerAccount, { readonly code: string; readonly name: string }>>;

/** What happened in a day and belongs into the books, each with the pair of accounts that it moves: debit first. */
const MOVES = {
  payments: ["clearing", "sales"],
  refunds: ["refunds", "clearing"],
  /** A returned fee is a negative one. */
  fees: ["fees", "clearing"],
  reserve_held: ["reserve", "clearing"],
  /** Disputed money that QFPay took back; what comes of it is a person's decision. A reversal is a negative one. */
  chargebacks: ["suspense", "clearing"],
  /** Fees and corrections that nobody registered; a credit is a negative one. */
  adjustments: ["suspense", "clearing"],
  payout: ["bank", "clearing"],
  bank_charge: ["bank_charges", "clearing"],
  /** A loss that two people accepted; a gain is a negative one. */
  write_off: ["write_off", "clearing"],
  /** Settled in another currency: what the conversion cost. */
  fx_loss: ["fx", "clearing"],
  unknown_receipt: ["bank", "suspense"],
} as const satisfies Record<string, readonly [LedgerAccount, LedgerAccount]>;
export type JournalEventKind = keyof typeof MOVES;

/** Minor units; a negative amount moves the same accounts the other way. `reference`: a batch, a payout, a break. */
export type JournalEvent = { readonly kind: JournalEventKind; readonly minor: bigint; readonly reference: string };

/** One side of an entry, never both; minor units. */
export type JournalLine = {
  readonly account: LedgerAccount;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
  readonly event: JournalEventKind;
  readonly reference: string;
};

/** One balanced journal of a day and a currency. Its number never changes; a correction is a reversal and a new journal. */
export type Journal = {
  readonly number: string;
  readonly settleDay: SettlementDay;
  readonly currency: Currency;
  readonly lines: readonly JournalLine[];
  /** The number of the journal that this one takes back; null when it takes back none. */
  readonly reverses: string | null;
};

export type JournalHead = { account: string; settleDay: SettlementDay; currency: Currency; version: number };

/** The number of a journal: the same for the same account, day, currency and version of the close. */
export function journalNumber({ account, settleDay, currency, version }: JournalHead): string {
  return `QF-${account}-${settleDay}-${currency}-v${version}`;
}

/** Books a day's events. Every event writes both of its sides, so the journal balances whatever the events are. */
export function journalOf(head: JournalHead, events: readonly JournalEvent[]): Journal {
  const lines = events.filter(({ minor }) => minor !== 0n).flatMap(bothSides);
  return { number: journalNumber(head), settleDay: head.settleDay, currency: head.currency, lines, reverses: null };
}

/** Takes a journal back, entry by entry, under a number of its own. */
export function reversalOf(journal: Journal): Journal {
  const lines = journal.lines.map((line) => ({ ...line, debitMinor: line.creditMinor, creditMinor: line.debitMinor }));
  return { ...journal, number: `${journal.number}-R`, lines, reverses: journal.number };
}

function bothSides({ kind, minor, reference }: JournalEvent): JournalLine[] {
  const [debited, credited] = MOVES[kind];
  const [from, to] = minor > 0n ? [debited, credited] : [credited, debited];
  const size = minor > 0n ? minor : -minor;
  return [
    { account: from, debitMinor: size, creditMinor: 0n, event: kind, reference },
    { account: to, debitMinor: 0n, creditMinor: size, event: kind, reference },
  ];
}
