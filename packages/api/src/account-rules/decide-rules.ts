import { announce } from "@tillbook/db/client";
import { rulesInWords } from "@tillbook/domain/account-rules";
import { AppError } from "../errors/index.ts";
import { decide, declineProposal, requireOtherPerson, requirePerson, waitingProposal } from "../settlement/four-eyes.ts";
import type { BooksContext } from "../settlement/index.ts";
import { factsOf, refuseMoving } from "./propose-rules.ts";

/**
 * A second person's yes: the rules are in force from the next call on, and days that are open are to be run again. When other rules came into
 * force since they were asked for, the proposal is void (`changed_meanwhile`).
 */
export async function approveRules(ctx: BooksContext, command: { proposalId: string; note?: string }): Promise<void> {
  const person = requirePerson(ctx, "approveRules");
  const { id: accountId } = ctx.account;
  const isDone = await ctx.db.unitOfWork(async (tx) => {
    await tx.proposals.lockBooks(accountId);
    const proposal = await waitingProposal(ctx, tx, command.proposalId, ["rules"]);
    requireOtherPerson(person, proposal.maker);
    const { ruleSet, after } = await tx.rules.ofProposal(proposal.id);
    const before = rulesInWords(ruleSet, await tx.rules.inForce(accountId, ruleSet));
    if (proposal.facts !== factsOf(before)) {
      await decide(ctx, tx, proposal, { outcome: "VOID", note: null });
      return false;
    }
    await refuseMoving(tx, accountId, before, after);
    await decide(ctx, tx, proposal, { outcome: "APPROVED", note: command.note || null });
    await tx.rules.putInForce(accountId, ruleSet, rulesInWords(ruleSet, after));
    await announce(tx.sql, { accountId, topic: "day" });
    return true;
  });
  if (!isDone) throw new AppError("changed_meanwhile", "other rules came into force since this was proposed: propose it again");
}

/** A second person's no, with a reason. The rules stay as they are. */
export function declineRules(ctx: BooksContext, command: { proposalId: string; note: string }): Promise<void> {
  return declineProposal(ctx, command, { right: "approveRules", kinds: ["rules"], topic: "day" });
}
