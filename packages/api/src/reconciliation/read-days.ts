import type { Repositories } from "@tillbook/db/client";
import type { OurDay, StoredRun, TheirDay } from "@tillbook/db/reconciliation";
import { formatMajor, money } from "@tillbook/domain/money";
import type { DayState } from "@tillbook/domain/reconciliation/closing";
import { type FileStatus, figuresText, type SettlementRules, valueDate } from "@tillbook/domain/settlement";
import { addDays, type SettlementDay, settlementDaySchema } from "@tillbook/domain/time";
import { ruleVersionOf } from "../account-rules/index.ts";
import { requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import { type BooksContext, rulesOf } from "../settlement/index.ts";
import { dayState, dayStates } from "./closing/day-state.ts";
import { postDay } from "./closing/post-day.ts";
import { dayProofViews, fileProofViews, resultDocument } from "./document.ts";
import { entryPage } from "./entry-views.ts";
import { resolutionsIn } from "./marks.ts";
import { stretchOf } from "./stretch.ts";
import type { DayRow, DayRun, DayView, EntryKind, EntryPage, ResultDocument } from "./views.ts";

const FIRST_PAGE = 100;

/** Every day of a month `YYYY-MM`, first to last, whether anything happened or not. */
export async function listDays(ctx: BooksContext, query: { month: string }): Promise<DayRow[]> {
  requireRight(ctx.actor, "readSettlement");
  const days = daysOf(query.month);
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const rules = rulesOf(ctx.account);
  const stretch = stretchOf(ctx.account.id, first, last, rules);
  const { runs } = ctx.db.read;
  const { id: accountId } = ctx.account;
  const [ours, theirs, latest, marks, states] = await Promise.all([
    runs.ourDays(stretch),
    runs.theirDays(stretch),
    runs.latestOfDays(accountId, first, last),
    ctx.db.read.resolutions.marks(accountId, first, last),
    dayStates(ctx.db.read, accountId, first, last),
  ]);
  const runOf = new Map(latest.map((run) => [run.settleDay, run]));
  const ruleVersion = ruleVersionOf(rules);
  return days.map((day) =>
    dayRow(day, {
      ours: ours.get(day),
      theirs: theirs.get(day),
      run: runOf.get(day),
      decided: marks.get(day) ?? "",
      state: states.get(day) ?? OPEN,
      ruleVersion,
    }),
  );
}

/** One settlement day: its files, and its newest run with the first page of each list. */
export async function readDay(ctx: BooksContext, query: { settleDay: SettlementDay }): Promise<DayView> {
  requireRight(ctx.actor, "readSettlement");
  const { settleDay } = query;
  const rules = rulesOf(ctx.account);
  const stretch = stretchOf(ctx.account.id, settleDay, settleDay, rules);
  const { runs, statements } = ctx.db.read;
  const [ours, theirs, files, run, marks, state] = await Promise.all([
    runs.ourDays(stretch),
    runs.theirDays(stretch),
    statements.ofDay(ctx.account.id, settleDay),
    runs.latest(ctx.account.id, settleDay),
    ctx.db.read.resolutions.marks(ctx.account.id, settleDay, settleDay),
    dayState(ctx.db.read, ctx.account.id, settleDay),
  ]);
  const decided = marks.get(settleDay) ?? "";
  const known = { ours: ours.get(settleDay), theirs: theirs.get(settleDay), run: run ?? undefined, decided, state };
  const row = dayRow(settleDay, { ...known, ruleVersion: ruleVersionOf(rules) });
  return {
    settleDay,
    valueDate: valueDate(settleDay, rules),
    cutoff: rules.cutoff,
    transactions: row.transactions,
    gross: row.gross,
    files: files.map(({ id, name, status, reason, lineCount }) => ({ id, name, status, reason, lines: lineCount })),
    isStale: row.isStale,
    state: state.at,
    version: state.version,
    run: run && (await dayRun(ctx, run)),
  };
}

/** Further entries of a run. `not_found` for a run that is not the account's newest of its day, since its pages would not fit together. */
export async function readEntries(
  ctx: BooksContext,
  query: { settleDay: SettlementDay; runId: string; kind: EntryKind; after: number; limit: number },
): Promise<EntryPage> {
  requireRight(ctx.actor, "readSettlement");
  const run = await ctx.db.read.runs.latest(ctx.account.id, query.settleDay);
  if (run?.id !== query.runId) throw new AppError("changed_meanwhile", "the day was run again: load it anew");
  return entryPage(ctx.db.read, run, rulesOf(ctx.account), query);
}

/** The result document of a day's newest run, complete; null before the first run. */
export async function dayResult(ctx: BooksContext, query: { settleDay: SettlementDay }): Promise<ResultDocument | null> {
  requireRight(ctx.actor, "readSettlement");
  const run = await ctx.db.read.runs.latest(ctx.account.id, query.settleDay);
  return run && ctx.db.unitOfWork((tx) => documentOf(ctx, tx, run), { bulk: true });
}

async function documentOf(ctx: BooksContext, tx: Repositories, run: StoredRun): Promise<ResultDocument> {
  const rules = rulesOf(ctx.account);
  const prior = await tx.runs.priorEntries(run.id);
  const lines = await tx.runs.linesAt(
    prior.flatMap(({ fileId, lineNo }) => (fileId === null || lineNo === null ? [] : [{ fileId, lineNo }])),
  );
  const lineAt = new Map(lines.map((line) => [`${line.fileId}#${line.lineNo}`, line]));
  return resultDocument(run, await tx.runs.entries(run.id), {
    account: ctx.account.name,
    balance: await balanceText(tx, run, rules),
    prior: prior.map((entry) => ({ entry, line: lineAt.get(`${entry.fileId}#${entry.lineNo}`) ?? null })),
    reopenLimit: rules.reopenLimit,
  });
}

/** The first currency in which the balance with QFPay is off, as text. A closed day's balance was proven when it was closed. */
async function balanceText(tx: Repositories, run: StoredRun, rules: SettlementRules): Promise<string> {
  if ((await tx.closes.closedAmong(run.accountId, [run.settleDay])).length > 0) return "0.00";
  const wrong = (await postDay(tx, run, rules)).balances.find(({ off }) => off !== 0n);
  return wrong ? formatMajor(money(wrong.off, wrong.currency)) : "0.00";
}

async function dayRun(ctx: BooksContext, run: StoredRun): Promise<DayRun> {
  const rules = rulesOf(ctx.account);
  const first = (kind: EntryKind): Promise<EntryPage> => entryPage(ctx.db.read, run, rules, { kind, after: -1, limit: FIRST_PAGE });
  const [matched, broken, carried, ignored] = await Promise.all([first("matched"), first("broken"), first("carried"), first("ignored")]);
  return {
    runId: run.id,
    number: await ctx.db.read.runs.numberOf(run),
    asOf: run.asOf,
    ranAt: run.ranAt.toISOString(),
    ranBy: run.ranBy,
    ruleVersion: run.ruleVersion,
    resultHash: run.resultHash,
    inputs: run.inputs.map(({ id, ...file }) => ({ fileId: id, ...file })),
    totals: run.totals.map(({ currency, ...figures }) => ({ currency, ...figuresText(figures, currency) })),
    dayProofs: dayProofViews(run),
    fileProofs: fileProofViews(run),
    alerts: run.alerts,
    isExplained: run.isExplained,
    matched,
    broken,
    carried,
    ignored,
  };
}

const OPEN: DayState = { at: "OPEN", version: 1 };

type KnownOfDay = {
  ours: OurDay | undefined;
  theirs: TheirDay | undefined;
  run: StoredRun | undefined;
  decided: string;
  state: DayState;
  /** Of the rules in force. */
  ruleVersion: string;
};

function dayRow(day: SettlementDay, { state, ...known }: KnownOfDay): DayRow {
  const { ours, theirs, run } = known;
  return {
    day,
    transactions: ours?.count ?? 0,
    gross: (ours?.gross ?? []).map(({ currency, minor }) => ({ currency, amount: formatMajor(money(minor, currency)) })),
    fileStatus: theirs ? mostTelling(theirs.statuses) : null,
    matched: run?.matched ?? null,
    broken: run?.broken ?? null,
    carried: run?.carried ?? null,
    ignored: run?.ignored ?? null,
    runAt: run?.ranAt.toISOString() ?? null,
    isExplained: run?.isExplained ?? false,
    isStale: run !== undefined && state.at !== "CLOSED" && isOutdated(run, known),
    state: state.at,
    version: state.version,
  };
}

function isOutdated(run: StoredRun, { ours, theirs, decided, ruleVersion }: Omit<KnownOfDay, "run" | "state">): boolean {
  if (run.ruleVersion !== ruleVersion) return true;
  return run.booksMark !== (ours?.mark ?? "") || run.filesMark !== (theirs?.mark ?? "") || resolutionsIn(run.decisionsMark) !== decided;
}

/** What waits for a person comes before what is done. */
const TELLING: readonly FileStatus[] = [
  "QUARANTINED",
  "PENDING_SUPERSEDE",
  "ACTIVE_LATE",
  "ACTIVE",
  "SAME_CONTENT",
  "SUPERSEDED",
  "REJECTED",
];

function mostTelling(statuses: readonly FileStatus[]): FileStatus | null {
  return TELLING.find((status) => statuses.includes(status)) ?? null;
}

function daysOf(month: string): SettlementDay[] {
  const days: SettlementDay[] = [];
  for (let day = settlementDaySchema.parse(`${month}-01`); day.startsWith(month); day = addDays(day, 1)) days.push(day);
  return days;
}
