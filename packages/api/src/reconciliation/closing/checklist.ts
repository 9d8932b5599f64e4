import type { Repositories } from "@tillbook/db/client";
import type { StoredRun } from "@tillbook/db/reconciliation";
import { formatMajor, money } from "@tillbook/domain/money";
import { type ChecklistItem, checklistOf, type OffBy } from "@tillbook/domain/reconciliation/closing";
import type { SettlementRules } from "@tillbook/domain/settlement";
import { type SettlementDay, settlementDay } from "@tillbook/domain/time";
import { requireRight } from "../../context/index.ts";
import { type BooksContext, rulesOf } from "../../settlement/index.ts";
import { isFresh } from "../marks.ts";
import { stretchOf } from "../stretch.ts";
import { type DayPostings, postDay } from "./post-day.ts";

const HELD = ["QUARANTINED", "PENDING_SUPERSEDE"];

/** A day as it would be closed: the list, and what the close would post. Without a run there is nothing to post. */
export type ReadyDay = { readonly checklist: readonly ChecklistItem[]; readonly run: StoredRun | null; readonly posts: DayPostings | null };

/** What stands in the way of closing a day, point by point. */
export async function readChecklist(ctx: BooksContext, query: { settleDay: SettlementDay }): Promise<ChecklistItem[]> {
  requireRight(ctx.actor, "readSettlement");
  const { checklist } = await ctx.db.unitOfWork((tx) => readyDay(ctx, tx, query.settleDay), { bulk: true });
  return [...checklist];
}

/** Looks at a day as its close would. */
export async function readyDay(ctx: BooksContext, tx: Repositories, settleDay: SettlementDay): Promise<ReadyDay> {
  const { id: accountId } = ctx.account;
  const rules = rulesOf(ctx.account);
  const run = await tx.runs.latest(accountId, settleDay);
  const files = await tx.statements.ofDay(accountId, settleDay);
  const stretch = stretchOf(accountId, settleDay, settleDay, rules);
  const posts = run && (await postDay(tx, run, rules));
  const checklist = checklistOf({
    settleDay,
    today: settlementDay(ctx.clock.now(), rules.cutoff),
    activeFiles: files.filter(({ status }) => status === "ACTIVE" || status === "ACTIVE_LATE").map(({ name }) => name),
    heldFiles: files.filter(({ status }) => HELD.includes(status)).map(({ name }) => name),
    hasNoActivity: await isStatedQuiet(tx, accountId, settleDay),
    expected: (await tx.runs.ourDays(stretch)).get(settleDay)?.count ?? 0,
    run: run && (await factsOfRun(tx, run, rules)),
    balanceOff: (posts?.balances ?? []).filter(({ off }) => off !== 0n).map(({ currency, off }) => offBy(currency, off)),
  });
  return { checklist, run, posts };
}

async function isStatedQuiet(tx: Repositories, accountId: string, settleDay: SettlementDay): Promise<boolean> {
  const [stated] = await tx.proposals.about(accountId, ["no_activity"], settleDay);
  return stated?.outcome === "APPROVED";
}

async function factsOfRun(tx: Repositories, run: StoredRun, rules: SettlementRules) {
  const unplaced = run.fileProofs.reduce((sum, { off }) => sum + Math.abs(off.lines), 0);
  return {
    isFresh: await isFresh(tx, run, rules),
    linesUnplaced: unplaced,
    openBreaks: await tx.ledger.openBreaks(run.id),
    fileOff: run.fileProofs.flatMap(({ currency, off }) =>
      [off.grossMinor, off.feeMinor, off.netMinor].filter((minor) => minor !== 0n).map((minor) => offBy(currency, minor)),
    ),
    dayOff: run.dayProofs.filter(({ off }) => off !== 0n).map(({ currency, off }) => offBy(currency, off)),
  };
}

function offBy(currency: OffBy["currency"], minor: bigint): OffBy {
  return { currency, amount: formatMajor(money(minor, currency)) };
}
