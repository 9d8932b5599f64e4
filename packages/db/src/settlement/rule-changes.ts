import { RULE_SETS, type RuleSet } from "@tillbook/domain/account-rules";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";
import { proposalFields } from "./proposals.ts";

const words = z.record(z.string(), z.unknown());
const ruleChange = z.object({ ruleSet: z.enum(RULE_SETS), before: words, after: words });
/** Rules as they stood and as they shall be, every setting in words. */
export type StoredRuleChange = z.infer<typeof ruleChange>;
const decidedChange = ruleChange.extend({
  ...proposalFields.pick({ reason: true, maker: true, madeAt: true }).shape,
  checker: z.string(),
  decidedAt: z.date(),
});
/** A change that two people agreed upon. */
export type AgreedRuleChange = z.infer<typeof decidedChange>;

const COLUMNS = { settlement: `"settlementRules"`, refunds: `"refundRules"` } as const satisfies Record<RuleSet, string>;

export type Rules = ReturnType<typeof rulesOn>;

export function rulesOn(sql: Sql) {
  return {
    /** What the account goes by, as it is kept; null for an account that is not there. */
    async inForce(accountId: string, set: RuleSet): Promise<unknown> {
      const [row] = await sql<{ rules: unknown }>(`SELECT ${COLUMNS[set]} AS "rules" FROM "MerchantAccount" WHERE "id" = $1`, [accountId]);
      return row?.rules ?? null;
    },
    async insert(change: StoredRuleChange & { proposalId: string; accountId: string }): Promise<void> {
      await sql(`INSERT INTO "RuleChange" ("proposalId","accountId","ruleSet","before","after") VALUES ($1,$2,$3,$4,$5)`, [
        change.proposalId,
        change.accountId,
        change.ruleSet,
        JSON.stringify(change.before),
        JSON.stringify(change.after),
      ]);
    },
    /** What a proposal is about. Throws for one that is about no rules. */
    async ofProposal(proposalId: string): Promise<StoredRuleChange> {
      return ruleChange.parse((await sql(`SELECT * FROM "RuleChange" WHERE "proposalId" = $1`, [proposalId]))[0]);
    },
    /** From now on the account goes by these. */
    async putInForce(accountId: string, set: RuleSet, rules: object): Promise<void> {
      await sql(`UPDATE "MerchantAccount" SET ${COLUMNS[set]} = $2 WHERE "id" = $1`, [accountId, JSON.stringify(rules)]);
    },
    /** Changes that came into force, newest first. */
    async agreed(accountId: string, set: RuleSet, limit: number): Promise<AgreedRuleChange[]> {
      const rows = await sql(
        `SELECT c.*, p."reason", p."maker", p."madeAt", d."by" AS "checker", d."at" AS "decidedAt" FROM "RuleChange" c
         JOIN "Proposal" p ON p."id" = c."proposalId" JOIN "ProposalDecision" d ON d."proposalId" = p."id" AND d."outcome" = 'APPROVED'
         WHERE c."accountId" = $1 AND c."ruleSet" = $2 ORDER BY p."seq" DESC LIMIT $3`,
        [accountId, set, limit],
      );
      return rows.map((row) => decidedChange.parse(row));
    },
  };
}
