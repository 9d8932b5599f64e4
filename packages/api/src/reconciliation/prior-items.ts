import type { Repositories } from "@tillbook/db/client";
import type { Place } from "@tillbook/db/reconciliation";
import { type LaterBooking, placeText } from "@tillbook/domain/reconciliation";
import type { SettlementRules } from "@tillbook/domain/settlement";
import { addDays, type SettlementDay, settlementDayBounds, settlementDaySchema } from "@tillbook/domain/time";
import { sha256 } from "./digest.ts";

/** What a run takes of closed days. */
export type PriorItems = {
  /** Rows of late files that no close has judged. */
  readonly late: readonly Place[];
  /** Rows that were still a matter when their day was closed. */
  readonly open: readonly Place[];
  /** Transactions that nothing has settled. */
  readonly forward: readonly string[];
  readonly bookedLater: readonly LaterBooking[];
};

export const NO_PRIOR_ITEMS: PriorItems = { late: [], open: [], forward: [], bookedLater: [] };

/** News of a transaction comes within days; older closed days are looked at no more for transactions that they did not know. */
const NEWS_WITHIN_DAYS = 62;

type Day = { readonly accountId: string; readonly settleDay: SettlementDay };

/** Everything that closed days have left open, or have learned since. */
export async function priorItems(tx: Repositories, { accountId, settleDay }: Day, rules: SettlementRules): Promise<PriorItems> {
  const late = await tx.ledger.lateLines(accountId);
  const open = await tx.ledger.openLines(accountId);
  const waiting = await tx.ledger.openTransactions(accountId);
  const unknown = await unknownSince(tx, { accountId, settleDay }, rules);
  const gone = waiting.filter(({ isExpected }) => !isExpected).map(({ syssn }) => ({ syssn, isTakenBack: true }));
  return {
    late,
    open,
    forward: [...waiting.filter(({ isExpected }) => isExpected).map(({ syssn }) => syssn), ...unknown],
    bookedLater: [...gone, ...unknown.map((syssn) => ({ syssn, isTakenBack: false }))],
  };
}

/** Transactions of closed days whose books have changed since: those that no close knows. */
async function unknownSince(tx: Repositories, { accountId, settleDay }: Day, rules: SettlementRules): Promise<string[]> {
  const first = addDays(settleDay, -NEWS_WITHIN_DAYS);
  const sealed = await tx.ledger.sealedMarks(accountId, first);
  const days = [...sealed.keys()].toSorted();
  const [from, last] = [days[0], days.at(-1)];
  if (from === undefined || last === undefined) return [];
  const { cutoff } = rules;
  const stretch = { accountId, first: from, last, cutoff, from: boundsOf(from).from, until: boundsOf(last).until };
  const marks = new Map<string, string>(await tx.runs.ourMarks(stretch));
  const changed = days.filter((day) => (marks.get(day) ?? "") !== sealed.get(day));
  const unknown: string[] = [];
  for (const day of changed)
    unknown.push(...(await tx.ledger.unknownTransactions({ accountId, settleDay: day, cutoff, ...boundsOf(day) })));
  return unknown;

  function boundsOf(day: string): { from: Date; until: Date } {
    return settlementDayBounds(settlementDaySchema.parse(day), cutoff);
  }
}

/** A mark that changes when any of it does. */
export function markOf({ late, open, forward, bookedLater }: PriorItems): string {
  const parts = [late.map(placeText), open.map(placeText), forward, bookedLater.map(({ syssn, isTakenBack }) => `${syssn} ${isTakenBack}`)];
  return parts.every((part) => part.length === 0) ? "" : sha256(parts.map((part) => part.join(" ")).join("\n"));
}
