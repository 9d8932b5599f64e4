import type { Repositories } from "@tillbook/db/client";
import type { StoredEntry, StoredResolution } from "@tillbook/db/reconciliation";
import { formatMajor, money } from "@tillbook/domain/money";
import { parseSubject } from "@tillbook/domain/reconciliation";
import { journalOf } from "@tillbook/domain/reconciliation/journals";
import { type Posting, postingOfAccepted, postingsOfWriteOff } from "@tillbook/domain/reconciliation/posting";
import type { BooksContext } from "../../settlement/index.ts";
import { stillHolds } from "./decide.ts";
import type { LedgerEntryView, ResolutionView } from "./views.ts";

/** The break that a resolution is about, as far as it decides what is posted; null where it is no matter any more. */
export type BreakOf = Pick<StoredEntry, "unbookedMinor" | "lineNo"> & { readonly isTrade: boolean };

/** A resolution as screens receive it. A waiting proposal whose facts have changed shows as VOID before anybody has decided it. */
export async function resolutionView(
  ctx: BooksContext,
  tx: Repositories,
  stored: StoredResolution,
  aBreak: BreakOf | null,
): Promise<ResolutionView> {
  const { differenceMinor, currency, outcome, seq: _seq, accountId: _account, codes: _codes, facts: _facts, isReversed, ...rest } = stored;
  const isVoid = outcome === null && !(await stillHolds(ctx, tx, stored));
  return {
    id: rest.proposalId,
    settleDay: rest.settleDay,
    subject: rest.subject,
    action: rest.action,
    difference: differenceMinor === null || currency === null ? null : formatMajor(money(differenceMinor, currency)),
    currency,
    lines: rest.lines,
    syssns: rest.syssns,
    account: rest.ledgerAccount,
    until: rest.untilDay,
    owner: rest.owner,
    ticket: rest.ticket,
    reason: rest.reason,
    evidence: rest.evidence,
    files: rest.files,
    reverses: rest.reversesId,
    maker: rest.maker,
    madeAt: rest.madeAt.toISOString(),
    needsChecker: rest.needsChecker,
    secondLevel: rest.secondLevel,
    batchId: rest.batchId,
    state: isVoid ? "VOID" : (outcome ?? "WAITING"),
    decidedBy: rest.decidedBy,
    decidedAt: rest.decidedAt?.toISOString() ?? null,
    note: rest.note,
    isReversed,
    posts: postingsOf(stored, aBreak).flatMap((posting) => ledgerEntries(posting, stored)),
  };
}

/** What its approval would post with the close of the day. */
function postingsOf(stored: StoredResolution, aBreak: BreakOf | null): Posting[] {
  const { proposalId: resolutionId, action, codes, differenceMinor, currency, ledgerAccount } = stored;
  if (differenceMinor === null || currency === null) return [];
  if (action === "LINK") return postingOfAccepted({ resolutionId, acceptedMinor: differenceMinor, currency });
  if (action !== "WRITE_OFF") return [];
  const hasRow = parseSubject(stored.subject).kind === "line";
  return postingsOfWriteOff({
    resolutionId,
    account: ledgerAccount ?? "write_off",
    codes,
    differenceMinor,
    currency,
    unbookedMinor: aBreak?.unbookedMinor ?? 0n,
    hasRow,
    hasTradeRow: hasRow && (aBreak?.isTrade ?? false),
  });
}

function ledgerEntries(posting: Posting, { settleDay }: StoredResolution): LedgerEntryView[] {
  const { lines } = journalOf({ account: "", settleDay, currency: posting.currency, version: 1 }, [posting]);
  const debit = lines.find(({ debitMinor }) => debitMinor > 0n);
  const credit = lines.find(({ creditMinor }) => creditMinor > 0n);
  if (!debit || !credit) return [];
  const amount = formatMajor(money(debit.debitMinor, posting.currency));
  return [{ debit: debit.account, credit: credit.account, amount, currency: posting.currency }];
}
