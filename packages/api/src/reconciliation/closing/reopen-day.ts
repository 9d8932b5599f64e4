import { announce, type Repositories } from "@tillbook/db/client";
import type { DayState } from "@tillbook/domain/reconciliation/closing";
import type { SettlementDay } from "@tillbook/domain/time";
import { actorName } from "../../context/index.ts";
import { AppError } from "../../errors/index.ts";
import { decide, declineProposal, propose, requireOtherPerson, requirePerson, waitingProposal } from "../../settlement/four-eyes.ts";
import type { BooksContext } from "../../settlement/index.ts";
import { dayState } from "./day-state.ts";
import { monthState } from "./month-state.ts";

/** Asks a second person to open a closed day again. Its sealed version stays readable. Refuses (`month_closed`) inside a closed month. */
export async function proposeReopen(
  ctx: BooksContext,
  command: { settleDay: SettlementDay; reason: string },
): Promise<{ proposalId: string }> {
  requirePerson(ctx, "closeDay");
  const { settleDay, reason } = command;
  return ctx.db.unitOfWork(async (tx) => {
    await tx.proposals.lockBooks(ctx.account.id);
    const state = await closedState(ctx, tx, settleDay);
    if (await tx.proposals.waiting(ctx.account.id, ["reopen"], settleDay))
      throw new AppError("changed_meanwhile", "somebody has asked to open this day already");
    const facts = `version ${state.version}`;
    const proposalId = await propose(ctx, tx, { kind: "reopen", subject: settleDay, facts, reason, needsChecker: true });
    await announce(tx.sql, { accountId: ctx.account.id, topic: "day" });
    return { proposalId };
  });
}

/** A second person's yes: the day is open again, for its next version. Answers how it stands. */
export async function approveReopen(ctx: BooksContext, command: { proposalId: string; note?: string | undefined }): Promise<DayState> {
  const person = requirePerson(ctx, "approveClose");
  return ctx.db.unitOfWork(async (tx) => {
    const { id: accountId } = ctx.account;
    await tx.proposals.lockBooks(accountId);
    const proposal = await waitingProposal(ctx, tx, command.proposalId, ["reopen"]);
    requireOtherPerson(person, proposal.maker);
    const { version } = await closedState(ctx, tx, proposal.subject);
    await decide(ctx, tx, proposal, { outcome: "APPROVED", note: command.note || null });
    await tx.closes.insertReopening({ proposalId: proposal.id, accountId, settleDay: proposal.subject, version: version + 1 });
    await tx.audit.insert({
      accountId,
      actor: actorName(ctx.actor),
      action: "day.reopened",
      subject: "day",
      subjectId: proposal.subject,
      details: { version: version + 1, maker: proposal.maker, reason: proposal.reason },
      at: ctx.clock.now(),
    });
    await announce(tx.sql, { accountId, topic: "day" });
    return dayState(tx, accountId, proposal.subject);
  });
}

/** A second person's no, with a reason. */
export function declineReopen(ctx: BooksContext, command: { proposalId: string; note: string }): Promise<void> {
  return declineProposal(ctx, command, { right: "approveClose", kinds: ["reopen"], topic: "day" });
}

async function closedState(ctx: BooksContext, tx: Repositories, settleDay: string): Promise<DayState> {
  const state = await dayState(tx, ctx.account.id, settleDay);
  if (state.at !== "CLOSED") throw new AppError("changed_meanwhile", `${settleDay} is ${state.at}`);
  const month = settleDay.slice(0, 7);
  if ((await monthState(tx, ctx.account.id, month)).at === "CLOSED")
    throw new AppError("month_closed", `${month} is closed: open it again first`);
  return state;
}
