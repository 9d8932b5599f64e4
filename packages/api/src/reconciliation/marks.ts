import type { Repositories } from "@tillbook/db/client";
import type { StoredRun } from "@tillbook/db/reconciliation";
import type { SettlementRules } from "@tillbook/domain/settlement";
import type { SettlementDay } from "@tillbook/domain/time";
import { ruleVersionOf } from "../account-rules/index.ts";
import { markOf, NO_PRIOR_ITEMS, type PriorItems, priorItems } from "./prior-items.ts";
import { stretchOf } from "./stretch.ts";

export type MarkedDay = { readonly accountId: string; readonly settleDay: SettlementDay };

/** What people have decided about the day, and what it took of closed days, as one mark. */
export async function decisionsMark(tx: Repositories, { accountId, settleDay }: MarkedDay, prior: PriorItems): Promise<string> {
  const marks = await tx.resolutions.marks(accountId, settleDay, settleDay);
  return joinMarks(marks.get(settleDay) ?? "", markOf(prior));
}

function joinMarks(resolutions: string, prior: string): string {
  return resolutions === "" && prior === "" ? "" : `${resolutions}|${prior}`;
}

/** The part of a mark that resolutions make up. */
export function resolutionsIn(mark: string): string {
  return mark.split("|")[0] ?? "";
}

/** Whether a run still knows everything: the rules in force, our books, their files, people's decisions, and what closed days have left. */
export async function isFresh(tx: Repositories, run: StoredRun, rules: SettlementRules): Promise<boolean> {
  const { accountId, settleDay } = run;
  const stretch = stretchOf(accountId, settleDay, settleDay, rules);
  const prior = run.takesPrior ? await priorItems(tx, { accountId, settleDay }, rules) : NO_PRIOR_ITEMS;
  return (
    run.ruleVersion === ruleVersionOf(rules) &&
    run.booksMark === ((await tx.runs.ourMarks(stretch)).get(settleDay) ?? "") &&
    run.filesMark === ((await tx.runs.theirDays(stretch)).get(settleDay)?.mark ?? "") &&
    run.decisionsMark === (await decisionsMark(tx, { accountId, settleDay }, prior))
  );
}
