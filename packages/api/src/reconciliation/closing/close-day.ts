import { announce, type Repositories } from "@tillbook/db/client";
import type { StoredClose } from "@tillbook/db/reconciliation";
import type { StoredProposal } from "@tillbook/db/settlement";
import { type ChecklistItem, unmet } from "@tillbook/domain/reconciliation/closing";
import type { SettlementDay } from "@tillbook/domain/time";
import { actorName } from "../../context/index.ts";
import { AppError } from "../../errors/index.ts";
import { decide, propose, requireOtherPerson, requirePerson } from "../../settlement/four-eyes.ts";
import type { BooksContext } from "../../settlement/index.ts";
import { readyDay } from "./checklist.ts";
import { dayState } from "./day-state.ts";
import { sealDay } from "./seal-day.ts";

/**
 * The maker's word that a day is done: it is then in review. Refuses (`day_not_ready`) while anything on its checklist stands in the way, and
 * names it; (`day_closed`) when it is closed already.
 */
export async function proposeClose(
  ctx: BooksContext,
  command: { settleDay: SettlementDay; reason?: string | undefined },
): Promise<{ proposalId: string }> {
  requirePerson(ctx, "closeDay");
  const { settleDay } = command;
  return ctx.db.unitOfWork(
    async (tx) => {
      await tx.proposals.lockBooks(ctx.account.id);
      const state = await dayState(tx, ctx.account.id, settleDay);
      if (state.at === "CLOSED") throw new AppError("day_closed", `${settleDay} is closed`);
      if (state.at === "IN_REVIEW") throw new AppError("changed_meanwhile", `${settleDay} is in review already`);
      const { checklist, run } = await readyDay(ctx, tx, settleDay);
      if (!run || unmet(checklist).length > 0) throw notReady(settleDay, checklist);
      const facts = factsOf(run);
      const proposalId = await propose(ctx, tx, {
        kind: "close",
        subject: settleDay,
        facts,
        reason: command.reason ?? "",
        needsChecker: true,
      });
      await announce(tx.sql, { accountId: ctx.account.id, topic: "day" });
      return { proposalId };
    },
    { bulk: true },
  );
}

/**
 * The checker's yes: the day is sealed. `maker` is whose proposal the checker has looked at; nobody approves their own (`own_request`). The
 * checklist is gone through once more, and when the day was run again since, the proposal is void (`changed_meanwhile`).
 */
export async function approveClose(
  ctx: BooksContext,
  command: { settleDay: SettlementDay; maker: string; note?: string | undefined },
): Promise<StoredClose> {
  const person = requirePerson(ctx, "approveClose");
  requireOtherPerson(person, command.maker);
  const sealed = await ctx.db.unitOfWork(
    async (tx) => {
      await tx.proposals.lockBooks(ctx.account.id);
      const proposal = await inReview(ctx, tx, command);
      requireOtherPerson(person, proposal.maker);
      const { checklist, run, posts } = await readyDay(ctx, tx, command.settleDay);
      if (!run || !posts || factsOf(run) !== proposal.facts) {
        await decide(ctx, tx, proposal, { outcome: "VOID", note: null });
        return null;
      }
      if (unmet(checklist).length > 0) throw notReady(command.settleDay, checklist);
      await decide(ctx, tx, proposal, { outcome: "APPROVED", note: command.note || null });
      const state = await dayState(tx, ctx.account.id, command.settleDay);
      const close = await sealDay(ctx, tx, { run, posts, version: state.version, maker: proposal.maker, checker: person });
      await noteClose(ctx, tx, close);
      return close;
    },
    { bulk: true },
  );
  if (sealed === null) throw new AppError("changed_meanwhile", "the day has changed since this was proposed: propose it again");
  return sealed;
}

/** The checker's no, with a reason: the day is open again. */
export async function declineClose(ctx: BooksContext, command: { settleDay: SettlementDay; maker: string; note: string }): Promise<void> {
  const person = requirePerson(ctx, "approveClose");
  await ctx.db.unitOfWork(async (tx) => {
    await tx.proposals.lockBooks(ctx.account.id);
    const proposal = await inReview(ctx, tx, command);
    requireOtherPerson(person, proposal.maker);
    await decide(ctx, tx, proposal, { outcome: "REJECTED", note: command.note });
    await announce(tx.sql, { accountId: ctx.account.id, topic: "day" });
  });
}

/** A person's statement that nothing happened on a day, in place of a file. */
export async function stateNoActivity(ctx: BooksContext, command: { settleDay: SettlementDay; reason: string }): Promise<void> {
  requirePerson(ctx, "closeDay");
  const { settleDay, reason } = command;
  await ctx.db.unitOfWork(async (tx) => {
    await tx.proposals.lockBooks(ctx.account.id);
    if ((await dayState(tx, ctx.account.id, settleDay)).at === "CLOSED") throw new AppError("day_closed", `${settleDay} is closed`);
    const id = await propose(ctx, tx, { kind: "no_activity", subject: settleDay, facts: "", reason, needsChecker: false });
    await decide(ctx, tx, { id, kind: "no_activity", subject: settleDay }, { outcome: "APPROVED", note: null });
    await announce(tx.sql, { accountId: ctx.account.id, topic: "day" });
  });
}

async function inReview(
  ctx: BooksContext,
  tx: Repositories,
  command: { settleDay: SettlementDay; maker: string },
): Promise<StoredProposal> {
  const proposal = await tx.proposals.waiting(ctx.account.id, ["close"], command.settleDay);
  if (!proposal || proposal.maker !== command.maker)
    throw new AppError("changed_meanwhile", `${command.settleDay} is not in review by ${command.maker}`);
  return proposal;
}

/** What the checker agrees to: the very run, and so every figure of it. */
function factsOf(run: { id: string; resultHash: string; decisionsMark: string }): string {
  return `${run.id} ${run.resultHash} ${run.decisionsMark}`;
}

function notReady(settleDay: SettlementDay, checklist: readonly ChecklistItem[]): AppError {
  const fields = unmet(checklist).map(({ code, params }) => ({ field: "settleDay", fault: code, params }));
  return new AppError("day_not_ready", `${settleDay}: ${fields.map(({ fault }) => fault).join(", ")}`, { fields });
}

async function noteClose(ctx: BooksContext, tx: Repositories, close: StoredClose): Promise<void> {
  const { settleDay, version, seq, digest, maker } = close;
  await tx.audit.insert({
    accountId: ctx.account.id,
    actor: actorName(ctx.actor),
    action: "day.closed",
    subject: "day",
    subjectId: settleDay,
    details: { version, seq, digest, maker },
    at: close.closedAt,
  });
  await announce(tx.sql, { accountId: ctx.account.id, topic: "day" });
}
