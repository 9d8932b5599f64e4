import { hash } from "node:crypto";
import { announce, type Repositories } from "@tillbook/db/client";
import { movedOverEdges, type RuleSet, ruleChanges, rulesInWords } from "@tillbook/domain/account-rules";
import { settlementRulesSchema } from "@tillbook/domain/settlement";
import { AppError } from "../errors/index.ts";
import { propose, requirePerson } from "../settlement/four-eyes.ts";
import type { BooksContext } from "../settlement/index.ts";
import { changedRules } from "./changed-rules.ts";

export type ProposeRules = {
  set: RuleSet;
  /** Settings that shall be others, in words; what is left out stays as it is. */
  changes: Readonly<Record<string, unknown>>;
  reason: string;
};

/**
 * Asks a second person for other rules. Refuses what is not accepted or changes nothing (`invalid_input`), a second wish beside one that
 * waits (`changed_meanwhile`), and a cut-off that would move transactions between closed and open days (`day_closed`).
 */
export async function proposeRules(ctx: BooksContext, { set, changes, reason }: ProposeRules): Promise<{ proposalId: string }> {
  requirePerson(ctx, "changeRules");
  const { id: accountId } = ctx.account;
  return ctx.db.unitOfWork(async (tx) => {
    await tx.proposals.lockBooks(accountId);
    const kept = await tx.rules.inForce(accountId, set);
    const [before, after] = [rulesInWords(set, kept), changedRules(set, kept, changes)];
    if (ruleChanges(before, after).length === 0)
      throw new AppError("invalid_input", "these rules are in force already", { fields: [{ field: "rules", fault: "nothing_changed" }] });
    if (await tx.proposals.waiting(accountId, ["rules"], set))
      throw new AppError("changed_meanwhile", "somebody has proposed other rules already");
    await refuseMoving(tx, accountId, before, after);
    const proposalId = await propose(ctx, tx, { kind: "rules", subject: set, facts: factsOf(before), reason, needsChecker: true });
    await tx.rules.insert({ proposalId, accountId, ruleSet: set, before, after });
    await announce(tx.sql, { accountId, topic: "day" });
    return { proposalId };
  });
}

/** What a change rests upon: the rules as they stood. */
export function factsOf(rules: object): string {
  return hash("sha256", JSON.stringify(rules));
}

/**
 * A closed day does not move, so nothing may leave it or come into it: it would be expected twice, or never. Refuses (`day_closed`) a cut-off
 * under which a transaction would.
 */
export async function refuseMoving(tx: Repositories, accountId: string, before: object, after: object): Promise<void> {
  const [was, is] = [cutoffIn(before), cutoffIn(after)];
  if (was === is) return;
  for (const { day, from, until } of movedOverEdges(await tx.closes.closedDays(accountId), was, is)) {
    const count = await tx.transactions.countBetween(accountId, from, until);
    if (count === 0) continue;
    const fields = [{ field: "rules.cutoff", fault: "moves_closed", params: { day, count: String(count) } }];
    throw new AppError("day_closed", `${count} transactions would leave ${day}, which is closed, or come into it: open it again first`, {
      fields,
    });
  }
}

function cutoffIn(rules: object) {
  return settlementRulesSchema.pick({ cutoff: true }).parse(rules).cutoff;
}
