import { randomUUID } from "node:crypto";
import { announce, type Repositories } from "@tillbook/db/client";
import type { StoredEntry, StoredRun } from "@tillbook/db/reconciliation";
import { decimalsOf } from "@tillbook/domain/money";
import { type LinePlace, linkDifference, mayBeBooked, mayBeLinked, placeText, type RulingTerms } from "@tillbook/domain/reconciliation";
import {
  actionsFor,
  haveSameCause,
  isSecondLevel,
  needsChecker,
  type ResolutionAction,
  type Wish,
} from "@tillbook/domain/reconciliation/breaks";
import { graceEnd, minorRounded, type SettlementRules } from "@tillbook/domain/settlement";
import type { SettlementDay } from "@tillbook/domain/time";
import { AppError } from "../../errors/index.ts";
import { decide, propose, requirePerson } from "../../settlement/four-eyes.ts";
import { type BooksContext, rulesOf } from "../../settlement/index.ts";
import { type Looked, lookAt } from "./books-of.ts";
import { refuseUnknownFiles } from "./evidence-files.ts";
import { subjectOf, termsOf } from "./terms.ts";

export type ProposeResolutions = {
  settleDay: SettlementDay;
  /** The run that was on screen: its entries are meant. */
  runId: string;
  ordinals: readonly number[];
  wish: Wish;
  reason: string;
  evidence?: readonly string[] | undefined;
  /** Documents that were sent before. */
  files?: readonly string[] | undefined;
};
export type Proposed = { batchId: string | null; proposals: { ordinal: number; proposalId: string; needsChecker: boolean }[] };

/**
 * Asks for breaks to be settled: one, or several of one cause at once. What needs no second person takes effect with the next run; the rest
 * waits. Refuses (`resolution_not_possible`) what cannot be done about a break, and (`changed_meanwhile`) when the day was run again.
 */
export async function proposeResolutions(ctx: BooksContext, command: ProposeResolutions): Promise<Proposed> {
  requirePerson(ctx, "resolveBreak");
  return ctx.db.unitOfWork(
    async (tx) => {
      await tx.proposals.lockBooks(ctx.account.id);
      const run = await runOnScreen(ctx, tx, command);
      const entries = await tx.runs.entriesAt(run.id, command.ordinals);
      if (entries.length !== new Set(command.ordinals).size || entries.length === 0)
        throw new AppError("not_found", "there is no such break");
      refuseUnlike(entries, command.wish);
      await refuseUnknownFiles(tx, ctx.account.id, command.files ?? []);
      const batchId = entries.length > 1 ? randomUUID() : null;
      const proposals: Proposed["proposals"] = [];
      for (const entry of entries) proposals.push(await proposeOne(ctx, tx, { ...command, run, entry, batchId }));
      await announce(tx.sql, { accountId: ctx.account.id, topic: "day" });
      return { batchId, proposals };
    },
    { bulk: true },
  );
}

/** The newest run of an open day, when it is the one that was looked at. */
export async function runOnScreen(
  ctx: BooksContext,
  tx: Repositories,
  asked: { settleDay: SettlementDay; runId: string },
): Promise<StoredRun> {
  const { id: accountId } = ctx.account;
  if ((await tx.closes.closedAmong(accountId, [asked.settleDay])).length > 0)
    throw new AppError("day_closed", `${asked.settleDay} is closed`);
  const run = await tx.runs.latest(accountId, asked.settleDay);
  if (run?.id !== asked.runId) throw new AppError("changed_meanwhile", "the day was run again: load it anew");
  return run;
}

function refuseUnlike(entries: readonly StoredEntry[], wish: Wish): void {
  if (entries.length > 1 && wish.action === "LINK") throw impossible("several breaks cannot be tied at once");
  if (!haveSameCause(entries)) throw impossible("breaks are settled together only when the same rule explains them");
}

type One = Omit<ProposeResolutions, "ordinals" | "runId"> & { run: StoredRun; entry: StoredEntry; batchId: string | null };

async function proposeOne(ctx: BooksContext, tx: Repositories, one: One): Promise<Proposed["proposals"][number]> {
  const { entry, wish } = one;
  const { id: accountId } = ctx.account;
  const rules = rulesOf(ctx.account);
  const subject = entry.subject ?? "";
  await refuseSettled(tx, accountId, entry);
  await refuseUnable(tx, accountId, entry, wish.action);
  const terms = termsOf("", entry, wish);
  const looked = terms && (await lookAt(tx, accountId, terms));
  if (terms && looked?.facts == null) throw new AppError("changed_meanwhile", "the row is not there any more");
  const difference = await differenceOf(tx, accountId, one, looked);
  const asks = asksOf(one, rules, difference.link);
  const proposalId = await propose(ctx, tx, {
    kind: "resolution",
    subject,
    facts: looked?.facts ?? "",
    reason: one.reason,
    batchId: one.batchId,
    ...asks,
  });
  await tx.resolutions.insert({
    ...termsToKeep(terms, wish),
    proposalId,
    accountId,
    settleDay: one.settleDay,
    subject,
    action: wish.action,
    codes: entry.codes,
    difference: difference.toKeep,
    evidence: one.evidence ?? [],
    fileIds: one.files,
    reversesId: null,
  });
  if (wish.action === "CARRY") await assign(ctx, tx, subject, wish.owner, wish.until);
  if (!asks.needsChecker) await decide(ctx, tx, { id: proposalId, kind: "resolution", subject }, { outcome: "APPROVED", note: null });
  return { ordinal: entry.ordinal, proposalId, needsChecker: asks.needsChecker };
}

function asksOf(
  { wish, run, entry, settleDay }: One,
  rules: SettlementRules,
  link: bigint,
): { needsChecker: boolean; secondLevel: boolean } {
  if (wish.action === "CARRY" && wish.until <= run.asOf) throw impossible("it can be carried on only to a later day");
  const checker = needsChecker(wish, { linkDifference: link, graceEnd: graceEnd(entry.originalDay ?? settleDay, rules) });
  const { writeOffLimit } = rules;
  const limit = writeOffLimit && entry.currency ? minorRounded(writeOffLimit, decimalsOf(entry.currency), "DOWN") : null;
  const moved = wish.action === "WRITE_OFF" ? (entry.differenceMinor ?? 0n) : wish.action === "LINK" ? link : 0n;
  return { needsChecker: checker, secondLevel: checker && isSecondLevel(moved, limit) };
}

async function refuseSettled(tx: Repositories, accountId: string, entry: StoredEntry): Promise<void> {
  if (entry.subject === null || (entry.kind !== "broken" && entry.kind !== "carried")) throw impossible("this entry is no break");
  if (entry.resolutionId !== null) throw impossible("it is settled: take that back first");
  const about = await tx.resolutions.about(accountId, [entry.subject]);
  if (about.some(({ outcome }) => outcome === null))
    throw new AppError("changed_meanwhile", "somebody has proposed something for it already");
}

async function refuseUnable(tx: Repositories, accountId: string, entry: StoredEntry, action: ResolutionAction): Promise<void> {
  const subject = subjectOf(entry);
  const [line] = subject.kind === "line" ? await tx.runs.bookedLinesAt(accountId, [subject]) : [];
  const may = actionsFor({
    kind: entry.kind === "carried" ? "carried" : "broken",
    subject,
    codes: entry.codes,
    mayBeBooked: line !== undefined && mayBeBooked(line),
    isOfClosedDay: entry.posting === "open",
  });
  if (!may.includes(action)) throw impossible(`${action} is not for this break`);
}

type Difference = { readonly link: bigint; readonly toKeep: { minor: bigint; currency: NonNullable<StoredEntry["currency"]> } | null };

/** What the resolution accepts: the break's difference, or what rows and transactions differ by that are tied by hand. */
async function differenceOf(tx: Repositories, accountId: string, { wish, entry }: One, looked: Looked | null): Promise<Difference> {
  const own = entry.differenceMinor === null || entry.currency === null ? null : { minor: entry.differenceMinor, currency: entry.currency };
  if (wish.action !== "LINK" || looked === null) return { link: 0n, toKeep: own };
  const ours = looked.transactions.filter(({ syssn }) => wish.syssns.includes(syssn));
  const linked = new Set(wish.lines.map(placeText));
  const subject = subjectOf(entry);
  const isMeant =
    subject.kind === "line" ? linked.has(placeText(subject)) : subject.kind === "transaction" && wish.syssns.includes(subject.syssn);
  if (!isMeant || ours.length < wish.syssns.length || !mayBeLinked(looked.lines, ours))
    throw impossible("these rows and transactions cannot be tied");
  const named = (await tx.runs.linesNaming(accountId, wish.syssns)).filter(
    (line) => !linked.has(placeText({ fileId: line.file.id, lineNo: line.lineNo })),
  );
  if (named.length > 0 || (await tx.ledger.settledAmong(accountId, wish.syssns, [...linked])).length > 0)
    throw impossible("another row settles one of these transactions");
  if ((await sealedRows(tx, accountId, wish.lines)).length > 0) throw impossible("a closed day has judged one of these rows for good");
  const minor = linkDifference(looked.lines, ours);
  const currency = looked.lines[0]?.currency;
  return { link: minor, toKeep: currency ? { minor, currency } : null };
}

/** Those of these rows that a closed day has judged and that are no matter any more. */
async function sealedRows(tx: Repositories, accountId: string, places: readonly LinePlace[]): Promise<LinePlace[]> {
  const sealed = await tx.ledger.sealedAt(accountId, places);
  if (sealed.length === 0) return [];
  const open = new Set((await tx.ledger.openLines(accountId)).map(placeText));
  return sealed.filter((place) => !open.has(placeText(place)));
}

function termsToKeep(terms: RulingTerms | null, wish: Wish) {
  const isAboutRows = terms?.action === "LINK" || terms?.action === "IGNORE_LINE" || terms?.action === "CREATE_INTERNAL";
  return {
    lines: isAboutRows ? terms.lines : [],
    syssns: terms?.action === "LINK" ? terms.syssns : [],
    ledgerAccount: wish.action === "WRITE_OFF" ? wish.account : null,
    untilDay: wish.action === "CARRY" ? wish.until : null,
    owner: wish.action === "CARRY" ? wish.owner : null,
    ticket: wish.action === "CLAIM" ? wish.ticket : null,
  };
}

async function assign(ctx: BooksContext, tx: Repositories, subject: string, owner: string, nextActionOn: SettlementDay): Promise<void> {
  const by = ctx.actor.kind === "staff" ? `staff:${ctx.actor.userId}` : "";
  await tx.assignments.insert(ctx.account.id, [subject], { owner, nextActionOn, by, at: ctx.clock.now() });
}

export function impossible(why: string): AppError {
  return new AppError("resolution_not_possible", why);
}
