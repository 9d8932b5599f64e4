import type { Repositories } from "@tillbook/db/client";
import type { StoredRun } from "@tillbook/db/reconciliation";
import { type DayOutcome, matchBooks, outcomeDiff } from "@tillbook/domain/reconciliation";
import { daysOf } from "@tillbook/domain/reconciliation/reports";
import type { SettlementRules } from "@tillbook/domain/settlement";
import { addDays, type SettlementDay } from "@tillbook/domain/time";
import { changedRules } from "../../account-rules/index.ts";
import { requireRight } from "../../context/index.ts";
import { AppError } from "../../errors/index.ts";
import { type BooksContext, rulesOf } from "../../settlement/index.ts";
import { loadBooks } from "../load-books.ts";
import { NO_PRIOR_ITEMS } from "../prior-items.ts";
import { stretchOf } from "../stretch.ts";
import { decisionView } from "./decision-view.ts";
import type { DryDayView, DryRunView, OutcomeCounts } from "./views.ts";

const SHOWN = 100;
const MOST_ROWS = 50_000;

/** `rules`: the settings that would be others, in the words of the account's settlement rules; what is left out stays as it is. */
export type DryRun = { first: SettlementDay; last: SettlementDay; rules: Readonly<Record<string, unknown>> };

/**
 * What would have been different under other rules: every day that was run is matched twice on the books as they stand now, once by each set
 * of rules, as of the day of its newest run. Writes nothing: the database itself would refuse it. Late rows and open items of closed days are
 * left out, since they are no matter of the rules. Refuses (`invalid_input`) rules that are none, and days of too many
 * rows together.
 */
export async function dryRun(ctx: BooksContext, query: DryRun, mostRows = MOST_ROWS): Promise<DryRunView> {
  requireRight(ctx.actor, "reconcile");
  const [now, then] = [rulesOf(ctx.account), otherRules(ctx, query.rules)];
  return ctx.db.unitOfWork(
    async (tx) => {
      await tx.reports.readOnly();
      const runs = await tx.runs.latestOfDays(ctx.account.id, query.first, query.last);
      requireFew(runs, mostRows);
      const asOf = new Map(runs.map((run) => [run.settleDay, run.asOf]));
      const days: DryDayView[] = [];
      for (const settleDay of daysOf(query)) {
        const told = { accountId: ctx.account.id, settleDay, asOf: asOf.get(settleDay) ?? addDays(settleDay, 1) };
        if (asOf.has(settleDay)) days.push(dayView(settleDay, await outcomeOf(tx, told, now), await outcomeOf(tx, told, then)));
      }
      return { days, changed: days.reduce((sum, { changed }) => sum + changed, 0) };
    },
    { bulk: true },
  );
}

/** Every row of the days is loaded twice and matched in this process, beside which customers pay. */
function requireFew(runs: readonly StoredRun[], most: number): void {
  const rows = runs.reduce((sum, { matched, broken, carried, ignored }) => sum + matched + broken + carried + ignored, 0);
  if (rows <= most) return;
  const params = { rows: String(rows), most: String(most) };
  throw new AppError("invalid_input", `${rows} rows are too many to try`, { fields: [{ field: "last", fault: "too_many_rows", params }] });
}

function otherRules({ account }: BooksContext, rules: DryRun["rules"]): SettlementRules {
  return rulesOf({ ...account, settlementRules: changedRules("settlement", account.settlementRules, rules) });
}

type ToLoad = { readonly accountId: string; readonly settleDay: SettlementDay; readonly asOf: SettlementDay };

async function outcomeOf(tx: Repositories, { accountId, settleDay, asOf }: ToLoad, rules: SettlementRules): Promise<DayOutcome> {
  const stretch = stretchOf(accountId, settleDay, settleDay, rules);
  const { books } = await loadBooks(tx, { ...stretch, settleDay }, { asOf, rules, prior: NO_PRIOR_ITEMS });
  return matchBooks(books);
}

function dayView(settleDay: SettlementDay, before: DayOutcome, after: DayOutcome): DryDayView {
  const changes = outcomeDiff(before, after);
  return {
    settleDay,
    before: countsOf(before),
    after: countsOf(after),
    changed: changes.length,
    rows: changes.slice(0, SHOWN).map(({ subject, line, syssn, before: was, after: would }) => ({
      about: subject,
      line: line && `${line.file.name}#${line.lineNo}`,
      syssn,
      before: was && decisionView(was),
      after: would && decisionView(would),
    })),
  };
}

function countsOf({ matched, broken, carried, ignored }: DayOutcome): OutcomeCounts {
  return { matched: matched.length, broken: broken.length, carried: carried.length, ignored: ignored.length };
}
