import { createHash, randomUUID } from "node:crypto";
import { announce, type Repositories } from "@tillbook/db/client";
import type { Currency } from "@tillbook/domain/money";
import { type Books, type DayOutcome, MATCHING_VERSION, matchBooks, outcomeText } from "@tillbook/domain/reconciliation";
import type { Figures, SettlementRules } from "@tillbook/domain/settlement";
import { MIDNIGHT, type SettlementDay, settlementDay } from "@tillbook/domain/time";
import { actorName, requireRight } from "../context/index.ts";
import { type BooksContext, rulesOf } from "../settlement/index.ts";
import { stretchOf } from "./stretch.ts";

export type RunDay = {
  settleDay: SettlementDay;
  /** The run's only clock; today at UTC+8, when left out. */
  asOf?: SettlementDay | undefined;
};

/**
 * Matches one settlement day against the files that are there and keeps the run beside all earlier ones. Everything it reads is of one
 * moment, and it is written whole or not at all.
 * @returns the run's id, to read it by
 */
export async function runDay(ctx: BooksContext, command: RunDay): Promise<{ runId: string; outcome: DayOutcome }> {
  requireRight(ctx.actor, "reconcile");
  const rules = rulesOf(ctx.account);
  const { settleDay } = command;
  const asOf = command.asOf ?? settlementDay(ctx.clock.now(), MIDNIGHT);
  return ctx.db.unitOfWork(
    async (tx) => {
      await tx.runs.atOneMoment();
      const stretch = stretchOf(ctx.account.id, settleDay, settleDay, rules);
      const books = await loadBooks(tx, { ...stretch, settleDay }, asOf, rules);
      const outcome = matchBooks(books);
      const runId = randomUUID();
      const resultHash = hashOf(outcomeText(outcome).join("\n"));
      await tx.runs.insert({
        id: runId,
        accountId: ctx.account.id,
        settleDay,
        asOf,
        ruleVersion: `${MATCHING_VERSION}:${hashOf(rulesText(rules)).slice(0, 12)}`,
        resultHash,
        inputs: books.files.map(({ id, name, rawSha256, contentHash }) => ({ id, name, rawSha256, contentHash })),
        outcome,
        booksMark: (await tx.runs.ourDays(stretch)).get(settleDay)?.mark ?? "",
        filesMark: (await tx.runs.theirDays(stretch)).get(settleDay)?.mark ?? "",
        ranAt: ctx.clock.now(),
        ranBy: actorName(ctx.actor),
      });
      const counts = {
        matched: outcome.matched.length,
        broken: outcome.broken.length,
        carried: outcome.carried.length,
        ignored: outcome.ignored.length,
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
      await announce(tx.sql, { accountId: ctx.account.id, topic: "day" });
      return { runId, outcome };
    },
    { bulk: true },
  );
}

type Day = { accountId: string; settleDay: SettlementDay; from: Date; until: Date };

async function loadBooks(tx: Repositories, day: Day, asOf: SettlementDay, rules: SettlementRules): Promise<Books> {
  const active = (await tx.statements.ofDay(day.accountId, day.settleDay)).filter(
    ({ status }) => status === "ACTIVE" || status === "ACTIVE_LATE",
  );
  const onOtherDays = await tx.runs.onOtherDays(
    day,
    active.map(({ id }) => id),
  );
  const files = active.map(({ id, name, rawSha256, contentHash, totals }) => ({
    id,
    name,
    rawSha256,
    contentHash,
    totals: new Map<Currency, Figures>(totals.map(({ currency, declared, counted }) => [currency, declared ?? counted])),
    onOtherDays: onOtherDays.get(id) ?? new Map<Currency, Figures>(),
  }));
  return { settleDay: day.settleDay, asOf, rules, files, ...(await tx.runs.loadBooks(day)) };
}

/** The rules as text, the same for the same rules. */
function rulesText(rules: SettlementRules): string {
  return JSON.stringify(rules, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
