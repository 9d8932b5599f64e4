import { announce, type Repositories } from "@tillbook/db/client";
import type { StoredEntry, StoredResolution } from "@tillbook/db/reconciliation";
import { isSameBreak, parseSubject } from "@tillbook/domain/reconciliation";
import { haveSameCause } from "@tillbook/domain/reconciliation/breaks";
import { AppError } from "../../errors/index.ts";
import { decide, propose, requireOtherPerson, requirePerson } from "../../settlement/four-eyes.ts";
import type { BooksContext } from "../../settlement/index.ts";
import { bankFacts } from "./bank-rows.ts";
import { lookAt } from "./books-of.ts";
import { impossible } from "./propose.ts";
import { storedTerms } from "./terms.ts";
import type { DecidedView } from "./views.ts";

/**
 * A second person's yes to some proposals (several only of one cause), each by itself: one whose facts have changed is void and must be proposed again, the others take
 * effect with the next run. Nobody approves their own (`own_request`); above the account's limit an owner does (`second_level_needed`).
 */
export async function approveResolutions(
  ctx: BooksContext,
  command: { proposalIds: readonly string[]; note?: string | undefined },
): Promise<DecidedView[]> {
  const person = requirePerson(ctx, "approveResolution");
  return ctx.db.unitOfWork(
    async (tx) => {
      await tx.proposals.lockBooks(ctx.account.id);
      const decided: DecidedView[] = [];
      const together: StoredResolution[] = [];
      for (const proposalId of new Set(command.proposalIds)) together.push(await waiting(ctx, tx, proposalId));
      await refuseUnlike(tx, together);
      for (const asked of together) {
        const { proposalId } = asked;
        requireOtherPerson(person, asked.maker);
        requireLevel(ctx, asked);
        const outcome = (await stillHolds(ctx, tx, asked)) ? "APPROVED" : "VOID";
        const note = outcome === "APPROVED" ? command.note || null : null;
        await decide(ctx, tx, { id: proposalId, kind: "resolution", subject: asked.subject }, { outcome, note });
        decided.push({ proposalId, outcome });
      }
      await announce(tx.sql, { accountId: ctx.account.id, topic: "day" });
      return decided;
    },
    { bulk: true },
  );
}

/** A second person's no, with a reason. */
export async function rejectResolutions(
  ctx: BooksContext,
  command: { proposalIds: readonly string[]; note: string },
): Promise<DecidedView[]> {
  const person = requirePerson(ctx, "approveResolution");
  return ctx.db.unitOfWork(async (tx) => {
    await tx.proposals.lockBooks(ctx.account.id);
    const decided: DecidedView[] = [];
    for (const proposalId of new Set(command.proposalIds)) {
      const asked = await waiting(ctx, tx, proposalId);
      requireOtherPerson(person, asked.maker);
      await decide(ctx, tx, { id: proposalId, kind: "resolution", subject: asked.subject }, { outcome: "REJECTED", note: command.note });
      decided.push({ proposalId, outcome: "REJECTED" });
    }
    await announce(tx.sql, { accountId: ctx.account.id, topic: "day" });
    return decided;
  });
}

/**
 * Takes a settled resolution back by a new entry; it needs as many people as the first one did. What a closed day has set aside is taken back
 * by opening that day again (`day_closed`).
 */
export async function reverseResolution(
  ctx: BooksContext,
  command: { resolutionId: string; reason: string },
): Promise<{ proposalId: string; needsChecker: boolean }> {
  requirePerson(ctx, "resolveBreak");
  return ctx.db.unitOfWork(async (tx) => {
    const { id: accountId } = ctx.account;
    await tx.proposals.lockBooks(accountId);
    const first = await tx.resolutions.byId(accountId, command.resolutionId);
    if (!first) throw new AppError("not_found", "there is no such resolution");
    if (first.outcome !== "APPROVED" || first.isReversed) throw new AppError("changed_meanwhile", "this resolution is not in effect");
    if (first.action === "REVERSE" || first.action === "ENQUIRE") throw impossible(`${first.action} is not taken back`);
    if (first.action === "IGNORE_LINE" && (await tx.closes.closedAmong(accountId, [first.settleDay])).length > 0)
      throw new AppError("day_closed", `${first.settleDay} was closed with this row set aside: open it again first`);
    if (await tx.resolutions.reversalOf(accountId, first.proposalId))
      throw new AppError("changed_meanwhile", "somebody has asked for that already");
    const { subject, needsChecker, secondLevel } = first;
    const facts = `${first.proposalId} in effect`;
    const proposalId = await propose(ctx, tx, { kind: "resolution", subject, facts, reason: command.reason, needsChecker, secondLevel });
    const { settleDay, codes, lines: _lines, differenceMinor, currency } = first;
    const difference = differenceMinor === null || currency === null ? null : { minor: -differenceMinor, currency };
    const nothing = { lines: [], syssns: [], ledgerAccount: null, untilDay: null, owner: null, ticket: null, evidence: [] };
    const reversesId = first.proposalId;
    await tx.resolutions.insert({
      ...nothing,
      proposalId,
      accountId,
      settleDay,
      subject,
      action: "REVERSE",
      codes,
      difference,
      reversesId,
    });
    if (!needsChecker) await decide(ctx, tx, { id: proposalId, kind: "resolution", subject }, { outcome: "APPROVED", note: null });
    await announce(tx.sql, { accountId, topic: "day" });
    return { proposalId, needsChecker };
  });
}

/** Several are approved at once only where they were proposed as one, or ask for the same about breaks that the same rule explains. */
async function refuseUnlike(tx: Repositories, together: readonly StoredResolution[]): Promise<void> {
  const [first, ...others] = together;
  if (!first || others.every(({ batchId }) => batchId !== null && batchId === first.batchId)) return;
  const entries: StoredEntry[] = [];
  for (const { accountId, settleDay, subject } of together) {
    const run = await tx.runs.latest(accountId, settleDay);
    const entry = run && (await tx.runs.entryAbout(run.id, subject));
    if (entry) entries.push(entry);
  }
  const isOneWish = others.every(({ action, ledgerAccount }) => action === first.action && ledgerAccount === first.ledgerAccount);
  if (!isOneWish || first.action === "LINK" || entries.length < together.length || !haveSameCause(entries))
    throw impossible("resolutions are approved together only when the same rule explains their breaks");
}

async function waiting(ctx: BooksContext, tx: Repositories, proposalId: string): Promise<StoredResolution> {
  const asked = await tx.resolutions.byId(ctx.account.id, proposalId);
  if (!asked) throw new AppError("not_found", "there is no such proposal");
  if (asked.outcome !== null) throw new AppError("changed_meanwhile", `this proposal is ${asked.outcome}`);
  return asked;
}

function requireLevel(ctx: BooksContext, { secondLevel }: StoredResolution): void {
  const isOwner = ctx.actor.kind === "staff" && ctx.actor.role === "owner";
  if (secondLevel && !isOwner) throw new AppError("second_level_needed", "above the limit an owner approves");
}

/** Whether a proposal still rests upon what it rested upon: the same facts and, where it accepts a difference, the very same break. */
export async function stillHolds(ctx: BooksContext, tx: Repositories, asked: StoredResolution): Promise<boolean> {
  if (asked.action === "REVERSE") {
    const first = asked.reversesId === null ? null : await tx.resolutions.byId(asked.accountId, asked.reversesId);
    return first?.outcome === "APPROVED" && !first.isReversed;
  }
  const subject = parseSubject(asked.subject);
  if (subject.kind === "bank") return (await bankFacts(ctx, tx, subject)) === asked.facts;
  const terms = storedTerms(asked);
  if (terms === null) return true;
  const { facts } = await lookAt(tx, asked.accountId, terms);
  if (facts === null || facts !== asked.facts) return false;
  if (terms.action !== "WRITE_OFF" && terms.action !== "CARRY") return true;
  return isStillBroken(tx, asked, terms);
}

async function isStillBroken(
  tx: Repositories,
  { accountId, settleDay, subject }: StoredResolution,
  broken: Parameters<typeof isSameBreak>[0],
): Promise<boolean> {
  const run = await tx.runs.latest(accountId, settleDay);
  const entry = run && (await tx.runs.entryAbout(run.id, subject));
  if (!entry || entry.differenceMinor === null || entry.currency === null) return false;
  return isSameBreak(broken, { codes: entry.codes, difference: { minor: entry.differenceMinor, currency: entry.currency } });
}
