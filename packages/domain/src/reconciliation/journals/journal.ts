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
  /** In full; what the bank keeps of it is a charge. */
  payout: ["bank", "clearing"],
  bank_charge: ["bank_charges", "bank"],
  /** A loss that two people accepted; a gain is a negative one. Money that our books count and QFPay does not, or the reverse. */
  write_off: ["write_off", "clearing"],
  /** Accepted losses that were booked as they came: a fee beyond the contract, a dispute, a bad conversion. */
  write_off_fee: ["write_off", "fees"],
  write_off_suspense: ["write_off", "suspense"],
  write_off_fx: ["write_off", "fx"],
  /** Settled in another currency: out of one, as a negative amount into the other. */
  converted: ["fx", "clearing"],
  unknown_receipt: ["bank", "suspense"],
} as const satisfies Record<string, readonly [LedgerAccount, LedgerAccount]>;
export type JournalEventKind = keyof typeof MOVES;

/** Every kind of event, in the order of the ledger's accounts. */
export const JOURNAL_EVENT_KINDS = [
  "payments",
  "refunds",
  "fees",
  "reserve_held",
  "chargebacks",
  "adjustments",
  "payout",
  "bank_charge",
  "write_off",
  "write_off_fee",
  "write_off_suspense",
  "write_off_fx",
  "converted",
  "unknown_receipt",
] as const satisfies readonly JournalEventKind[];

/** Minor units; a negative amount moves the same accounts the other way. `reference`: a file, a payout, a resolution. */
export type JournalEvent = {
  readonly kind: JournalEventKind;
  readonly minor: bigint;
  readonly reference: string;
  /** Where people chose another account than the usual first one. */
  readonly account: LedgerAccount | null;
};

/** What an event adds to one account, minor units. */
export function movementOf(event: JournalEvent, account: LedgerAccount): bigint {
  const [debited, credited] = pairOf(event);
  return (debited === account ? event.minor : 0n) - (credited === account ? event.minor : 0n);
}

/** Whether an event leaves the books as they are: nothing moves, or it would come out of the account that it goes into. */
export function movesNothing(event: Omit<JournalEvent, "reference">): boolean {
  const [debited, credited] = pairOf(event);
  return event.minor === 0n || debited === credited;
}

function pairOf({ kind, account }: Pick<JournalEvent, "kind" | "account">): readonly [LedgerAccount, LedgerAccount] {
  const [debited, credited] = MOVES[kind];
  return [account ?? debited, credited];
}

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

function bothSides(event: JournalEvent): JournalLine[] {
  const { kind, minor, reference } = event;
  const [debited, credited] = pairOf(event);
  const [from, to] = minor > 0n ? [debited, credited] : [credited, debited];
  const size = minor > 0n ? minor : -minor;
  return [
    { account: from, debitMinor: size, creditMinor: 0n, event: kind, reference },
    { account: to, debitMinor: 0n, creditMinor: size, event: kind, reference },
  ];
}
