import { randomUUID } from "node:crypto";
import { announce, type Repositories } from "@tillbook/db/client";
import { type DayOutcome, type Decision, dayOf, matchBooks } from "@tillbook/domain/reconciliation";
import { addDays, MIDNIGHT, type SettlementDay, settlementDay } from "@tillbook/domain/time";
import { ruleVersionOf } from "../account-rules/index.ts";
import { actorName, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { type BooksContext, rulesOf } from "../settlement/index.ts";
import type { HowToLoad } from "./day-rows.ts";
import { type DayToLoad, type LoadedBooks, loadBooks } from "./load-books.ts";
import { decisionsMark, type MarkedDay } from "./marks.ts";
import { NO_PRIOR_ITEMS, priorItems } from "./prior-items.ts";
import { plainLines, resultHashOf } from "./result-hash.ts";
import { stretchOf } from "./stretch.ts";

export type RunDay = {
  settleDay: SettlementDay;
  /** The run's only clock; today at UTC+8, when left out. */
  asOf?: SettlementDay | undefined;
  /** Whether late rows and open items of closed days are posted in this day; left out: when it is the newest open day before `asOf`. */
  takesPrior?: boolean | undefined;
};

/**
 * Matches one settlement day against the files that are there and keeps the run beside all earlier ones. Everything it reads is of one
 * moment, and it is written whole or not at all. Refuses (`day_closed`) a day that is closed: what is learned later is posted in an open one.
 * @param way whether plain rows are judged by the database or loaded like all others; the run comes out the same
 * @returns the run's id, to read it by
 */
export async function runDay(
  ctx: BooksContext,
  command: RunDay,
  way: HowToLoad["way"] = "exact",
): Promise<{ runId: string; outcome: DayOutcome }> {
  requireRight(ctx.actor, "reconcile");
  const rules = rulesOf(ctx.account);
  const { settleDay } = command;
  const asOf = command.asOf ?? settlementDay(ctx.clock.now(), MIDNIGHT);
  return ctx.db.unitOfWork(
    async (tx) => {
      await tx.runs.atOneMoment();
      const { id: accountId } = ctx.account;
      if ((await tx.closes.closedAmong(accountId, [settleDay])).length > 0) throw new AppError("day_closed", `${settleDay} is closed`);
      const stretch = stretchOf(accountId, settleDay, settleDay, rules);
      const takesPrior = command.takesPrior ?? (await isNewestOpenDay(tx, accountId, settleDay, asOf));
      const prior = takesPrior ? await priorItems(tx, { accountId, settleDay }, rules) : NO_PRIOR_ITEMS;
      const day = await judged(tx, { ...stretch, settleDay }, { asOf, rules, prior, way });
      const { books, latePlaces, elsewhere, outcome } = day;
      const runId = randomUUID();
      const resultHash = await resultHashOf(tx, accountId, day);
      const marked: MarkedDay = { accountId, settleDay };
      await tx.runs.insert({
        id: runId,
        accountId,
        settleDay,
        asOf,
        ruleVersion: ruleVersionOf(rules),
        resultHash,
        inputs: books.files.map(asInput),
        lateInputs: books.lateFiles.map(asInput),
        outcome,
        latePlaces,
        elsewhere,
        takesPrior,
        dayOf: (ours) => dayOf(books, ours),
        booksMark: (await tx.runs.ourMarks(stretch)).get(settleDay) ?? "",
        filesMark: (await tx.runs.theirDays(stretch)).get(settleDay)?.mark ?? "",
        decisionsMark: await decisionsMark(tx, marked, prior),
        ranAt: ctx.clock.now(),
        ranBy: actorName(ctx.actor),
      });
      await note(ctx, tx, { runId, settleDay, asOf, resultHash, outcome });
      await announce(tx.sql, { accountId, topic: "day" });
      return { runId, outcome };
    },
    { bulk: true },
  );
}

type Judged = LoadedBooks & { readonly outcome: DayOutcome };

/** The day's outcome. A break about a whole file says how all its rows would do under other terms, so it is judged by all of them. */
async function judged(tx: Repositories, day: DayToLoad, told: Parameters<typeof loadBooks>[2]): Promise<Judged> {
  const loaded = await loadBooks(tx, day, told);
  const outcome = matchBooks(loaded.books);
  const isWhole = outcome.plain.length === 0 || ![...outcome.broken, ...outcome.prior].some(isAboutFile);
  return isWhole ? { ...loaded, outcome } : judged(tx, day, { ...told, way: "whole" });
}

function isAboutFile(decision: Decision): boolean {
  return decision.kind === "broken" && decision.file !== null;
}

function asInput({ id, name, rawSha256, contentHash }: { id: string; name: string; rawSha256: string; contentHash: string }) {
  return { id, name, rawSha256, contentHash };
}

/** Whether all days between this one and `asOf` are closed: then what closed days have left is posted here. */
async function isNewestOpenDay(tx: Repositories, accountId: string, settleDay: SettlementDay, asOf: SettlementDay): Promise<boolean> {
  if (settleDay >= asOf) return false;
  const between: SettlementDay[] = [];
  for (let day = addDays(settleDay, 1); day < asOf; day = addDays(day, 1)) between.push(day);
  return between.length < 400 && (await tx.closes.closedAmong(accountId, between)).length === between.length;
}

type Ran = { runId: string; settleDay: SettlementDay; asOf: SettlementDay; resultHash: string; outcome: DayOutcome };

async function note(ctx: BooksContext, tx: Repositories, { runId, settleDay, asOf, resultHash, outcome }: Ran): Promise<void> {
  const counts = {
    matched: plainLines(outcome) + outcome.matched.length,
    broken: outcome.broken.length,
    carried: outcome.carried.length,
    ignored: outcome.ignored.length,
    prior: outcome.prior.length,
  };
  await tx.audit.insert({
    accountId: ctx.account.id,
    actor: actorName(ctx.actor),
    action: "day.reconciled",
    subject: "day",
    subjectId: settleDay,
    details: { runId, asOf, resultHash, ...counts },
    at: ctx.clock.now(),
  });
}
