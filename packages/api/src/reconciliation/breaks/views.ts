import type { Currency } from "@tillbook/domain/money";
import type { Age, BreakState, ResolutionAction } from "@tillbook/domain/reconciliation/breaks";
import type { LedgerAccount } from "@tillbook/domain/reconciliation/journals";
import type { SuggestionReason } from "@tillbook/domain/reconciliation/suggestions";
import type { EntryView, LineView, TransactionView } from "../views.ts";

/** One entry that a resolution will make in the ledger: debit and credit account, decimal text. */
export type LedgerEntryView = { debit: LedgerAccount; credit: LedgerAccount; amount: string; currency: Currency };

/** A document that speaks for what was decided; bytes. */
export type EvidenceFileView = { id: string; name: string; size: number };

/** Something that people proposed or settled about a break. People as the books name them, instants ISO text. */
export type ResolutionView = {
  id: string;
  settleDay: string;
  subject: string;
  action: ResolutionAction;
  difference: string | null;
  currency: Currency | null;
  /** Rows, as `<file id>#<row>`, and transactions that it ties or sets aside. */
  lines: string[];
  syssns: string[];
  account: LedgerAccount | null;
  until: string | null;
  owner: string | null;
  ticket: string | null;
  reason: string;
  evidence: string[];
  files: EvidenceFileView[];
  /** The resolution that it takes back. */
  reverses: string | null;
  maker: string;
  madeAt: string;
  needsChecker: boolean;
  /** For an owner to approve. */
  secondLevel: boolean;
  batchId: string | null;
  /** WAITING for a second person; VOID when its facts have changed. */
  state: "WAITING" | "APPROVED" | "REJECTED" | "WITHDRAWN" | "VOID";
  decidedBy: string | null;
  decidedAt: string | null;
  note: string | null;
  isReversed: boolean;
  /** What its approval posts. */
  posts: LedgerEntryView[];
};

/** A break at the desk: what the run says, who works on it, and what may be done. */
export type BreakView = Extract<EntryView, { kind: "broken" }> & {
  runId: string;
  /** The day in whose run it stands; `originalDay` is set when it is of a closed one. */
  settleDay: string;
  /** Who looks after it. */
  owner: string;
  /** Nobody has said who looks after it and when: both follow from the rule. */
  isByDefault: boolean;
  age: Age;
  days: number;
  actions: ResolutionAction[];
  /** Everything that was ever proposed or settled about it, oldest first. */
  resolutions: ResolutionView[];
} & (
    | { state: Exclude<BreakState, "RESOLVED">; nextActionOn: string /** That day has passed. */; isOverdue: boolean }
    | { state: "RESOLVED"; nextActionOn: null; isOverdue: false }
  );

/** A page of breaks; pass `next` back as `after` to read on. */
export type BreakPage = { items: BreakView[]; total: number; next: BreakPosition | null };
export type BreakPosition = { settleDay: string; ordinal: number };

/** What may belong together; for people only. */
export type SuggestionView = { reasons: SuggestionReason[]; lines: LineView[]; transactions: TransactionView[] };

/** What became of each proposal of a batch. VOID: its facts have changed, it must be proposed again. */
export type DecidedView = { proposalId: string; outcome: "APPROVED" | "REJECTED" | "VOID" };
