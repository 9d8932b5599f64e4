import type { Repositories } from "@tillbook/db/client";
import { type RuleSet, ruleChanges, rulesInWords } from "@tillbook/domain/account-rules";
import { actorName, requireRight } from "../context/index.ts";
import { type BooksContext, rulesOf } from "../settlement/index.ts";
import { ruleVersionOf } from "./rule-version.ts";
import type { AgreedRulesView, RulesView } from "./views.ts";

const SHOWN = 50;

/** The rules of one set: in force, asked for, and how they came about. */
export async function readRules<Set extends RuleSet>(ctx: BooksContext, query: { set: Set }): Promise<RulesView<Set>> {
  requireRight(ctx.actor, "readSettlement");
  const { set } = query;
  return ctx.db.unitOfWork(async (tx) => {
    const kept = await tx.rules.inForce(ctx.account.id, set);
    return {
      rules: rulesInWords(set, kept),
      ruleVersion: versionOf(ctx, set, kept),
      waiting: await waitingChange(ctx, tx, set),
      history: (await tx.rules.agreed(ctx.account.id, set, SHOWN)).map(
        ({ before, after, reason, maker, checker, decidedAt }): AgreedRulesView => ({
          reason,
          maker,
          checker,
          at: decidedAt.toISOString(),
          ruleVersion: versionOf(ctx, set, after),
          changes: ruleChanges(before, after),
        }),
      ),
    };
  });
}

function versionOf({ account }: BooksContext, set: RuleSet, kept: unknown): string | null {
  return set === "settlement" ? ruleVersionOf(rulesOf({ ...account, settlementRules: kept })) : null;
}

async function waitingChange(ctx: BooksContext, tx: Repositories, set: RuleSet): Promise<RulesView["waiting"]> {
  const proposal = await tx.proposals.waiting(ctx.account.id, ["rules"], set);
  if (proposal === null) return null;
  const { before, after } = await tx.rules.ofProposal(proposal.id);
  const { id: proposalId, reason, maker, madeAt } = proposal;
  const isOwn = maker === actorName(ctx.actor);
  return { proposalId, reason, maker, isOwn, madeAt: madeAt.toISOString(), changes: ruleChanges(before, after) };
}
