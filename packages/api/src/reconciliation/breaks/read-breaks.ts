import type { Repositories } from "@tillbook/db/client";
import type { BreakPlace, StoredEntry, StoredResolution } from "@tillbook/db/reconciliation";
import { type BreakCode, isTrade, mayBeBooked, parseSubject, placeText } from "@tillbook/domain/reconciliation";
import {
  type Age,
  actionsFor,
  ageOf,
  type BreakState,
  breakStateOf,
  daysBetween,
  daysOfAge,
  type Resolvable,
} from "@tillbook/domain/reconciliation/breaks";
import { type SettlementDay, settlementDaySchema } from "@tillbook/domain/time";
import { requireRight } from "../../context/index.ts";
import { type BooksContext, rulesOf } from "../../settlement/index.ts";
import { entryViews } from "../entry-views.ts";
import { type CareTerms, careOf, careTerms } from "./care-terms.ts";
import { type BreakOf, resolutionView } from "./resolution-view.ts";
import type { BreakPage, BreakPosition, BreakView, ResolutionView } from "./views.ts";

export type ListBreaks = {
  isSettled: boolean;
  code?: BreakCode | undefined;
  owner?: string | undefined;
  state?: BreakState | undefined;
  age?: Age | undefined;
  settleDay?: SettlementDay | undefined;
  after?: BreakPosition | undefined;
  limit: number;
};

const NO_DAYS = { first: null, last: null };

/** Breaks of open days, and of closed ones where they were taken on, oldest day first. */
export async function listBreaks(ctx: BooksContext, query: ListBreaks): Promise<BreakPage> {
  requireRight(ctx.actor, "readSettlement");
  const { id: accountId } = ctx.account;
  const { code = null, settleDay = null, isSettled } = query;
  const { state = null, age } = query;
  const { read } = ctx.db;
  const terms = await careTerms(ctx, read);
  const days = age === undefined ? NO_DAYS : daysOfAge(age, terms.today);
  const owner = query.owner === undefined ? null : { name: query.owner, byDefault: terms.owners };
  const filter = { accountId, isSettled, code, owner, settleDay, state, ...days };
  const found = await read.runs.breakPlaces({ ...filter, after: query.after ?? null, limit: query.limit + 1 });
  const shown = found.slice(0, query.limit);
  const views = await breakViews(ctx, shown, terms);
  const items = state === null ? views : views.filter((each) => each.state === state);
  const last = shown.at(-1);
  const { total } = await read.runs.countBreaks(filter);
  return { items, total, next: found.length > shown.length && last ? { settleDay: last.settleDay, ordinal: last.ordinal } : null };
}

/** How many breaks nothing has settled yet, by code. */
export async function countOpenBreaks(ctx: BooksContext): Promise<{ total: number; byCode: { code: string; count: number }[] }> {
  requireRight(ctx.actor, "readSettlement");
  const filter = { accountId: ctx.account.id, isSettled: false, code: null, owner: null, settleDay: null, state: null, ...NO_DAYS };
  const { total, byCode } = await ctx.db.read.runs.countBreaks(filter);
  return { total, byCode: [...byCode].map(([code, count]) => ({ code, count })).toSorted((a, b) => b.count - a.count) };
}

/** Proposals about breaks that wait for a second person, oldest first. */
export async function waitingResolutions(ctx: BooksContext, query: { limit: number }): Promise<ResolutionView[]> {
  requireRight(ctx.actor, "readSettlement");
  const { read } = ctx.db;
  const stored = await read.resolutions.waiting(ctx.account.id, query.limit);
  return Promise.all(stored.map(async (each) => resolutionView(ctx, read, each, await breakOf(read, each))));
}

async function breakOf(read: Repositories, { accountId, settleDay, subject }: StoredResolution): Promise<BreakOf | null> {
  const run = await read.runs.latest(accountId, settleDay);
  const entry = run && (await read.runs.entryAbout(run.id, subject));
  return entry ? { ...entry, isTrade: await isTradeRow(read, accountId, subject) } : null;
}

async function isTradeRow(read: Repositories, accountId: string, text: string): Promise<boolean> {
  const subject = parseSubject(text);
  const [line] = subject.kind === "line" ? await read.runs.bookedLinesAt(accountId, [subject]) : [];
  return line !== undefined && isTrade(line);
}

/** Breaks with the work on them. */
async function breakViews(ctx: BooksContext, places: readonly BreakPlace[], terms: CareTerms): Promise<BreakView[]> {
  const { read } = ctx.db;
  const { id: accountId } = ctx.account;
  const rules = rulesOf(ctx.account);
  const byRun = Map.groupBy(places, ({ runId }) => runId);
  const views: BreakView[] = [];
  for (const [runId, group] of byRun) {
    const entries = await read.runs.entriesAt(
      runId,
      group.map(({ ordinal }) => ordinal),
    );
    const subjects = entries.flatMap(({ subject }) => subject ?? []);
    const histories = Map.groupBy(await read.resolutions.about(accountId, subjects), ({ subject }) => subject);
    const assignments = await read.assignments.of(accountId, subjects);
    const firstSeen = await read.runs.breaksFirstSeen(accountId, subjects);
    const bookable = await bookableRows(read, accountId, subjects);
    const shown = await entryViews(read, accountId, rules, entries);
    for (const [at, view] of shown.entries()) {
      const [entry, place] = [entries[at], group[at]];
      if (view.kind !== "broken" || !entry || !place) continue;
      const subject = entry.subject ?? "";
      const [assigned, firstSeenAt] = [assignments.get(subject) ?? null, firstSeen.get(subject) ?? place.ranAt];
      const care = careOf({ assigned, ranBy: place.ranBy, firstSeenAt }, terms);
      views.push(
        await withWork(ctx, read, { view, entry, place, history: histories.get(subject) ?? [], care, today: terms.today, bookable }),
      );
    }
  }
  return views;
}

type Work = {
  view: Extract<Awaited<ReturnType<typeof entryViews>>[number], { kind: "broken" }>;
  entry: StoredEntry;
  place: BreakPlace;
  history: readonly StoredResolution[];
  care: ReturnType<typeof careOf>;
  today: SettlementDay;
  bookable: ReadonlyMap<string, { isTrade: boolean; mayBeBooked: boolean }>;
};

async function withWork(
  ctx: BooksContext,
  read: Repositories,
  { view, entry, place, history, care, today, bookable }: Work,
): Promise<BreakView> {
  const row = bookable.get(entry.subject ?? "");
  const aBreak = { ...entry, isTrade: row?.isTrade ?? false };
  const resolutions = await Promise.all(history.map((each) => resolutionView(ctx, read, each, aBreak)));
  const applied = history.find(({ proposalId }) => proposalId === entry.resolutionId)?.action;
  const stands = (action: string) => history.some((each) => each.action === action && each.outcome === "APPROVED" && !each.isReversed);
  const settling = ["LINK", "CREATE_INTERNAL", "CARRY", "WRITE_OFF", "IGNORE_LINE"];
  const from = view.originalDay === null ? place.settleDay : settlementDayOf(view.originalDay);
  const state = breakStateOf({
    applied: applied === "WRITE_OFF" || applied === "CARRY" ? applied : null,
    isProposed: resolutions.some((each) => each.state === "WAITING"),
    isClaimed: stands("CLAIM"),
    wasSettled: history.some(({ action, outcome }) => outcome === "APPROVED" && settling.includes(action)),
  });
  const { owner, isByDefault, nextActionOn, isOverdue } = care;
  return {
    ...view,
    runId: place.runId,
    settleDay: place.settleDay,
    ...(state === "RESOLVED" ? { state, nextActionOn: null, isOverdue: false } : { state, nextActionOn, isOverdue }),
    owner,
    isByDefault,
    age: ageOf(from, today),
    days: daysBetween(from, today),
    actions: actionsFor(resolvable(entry, row?.mayBeBooked ?? false)),
    resolutions,
  };
}

function settlementDayOf(text: string): SettlementDay {
  return settlementDaySchema.parse(text);
}

function resolvable(entry: StoredEntry, isBookable: boolean): Resolvable {
  return {
    kind: "broken",
    subject: parseSubject(entry.subject ?? ""),
    codes: entry.codes,
    mayBeBooked: isBookable,
    isOfClosedDay: entry.posting === "open",
  };
}

async function bookableRows(read: Repositories, accountId: string, subjects: readonly string[]): Promise<Work["bookable"]> {
  const places = subjects.map(parseSubject).flatMap((subject) => (subject.kind === "line" ? [subject] : []));
  const lines = await read.runs.bookedLinesAt(accountId, places);
  return new Map(
    lines.map((line) => {
      const place = placeText({ fileId: line.file.id, lineNo: line.lineNo });
      return [`line:${place}`, { isTrade: isTrade(line), mayBeBooked: mayBeBooked(line) }] as const;
    }),
  );
}
