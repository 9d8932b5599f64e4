import { type DeskRules, deskRulesSchema, type SettlementRules, settlementRulesSchema } from "@tillbook/domain/settlement";
import type { MerchantAccount } from "@tillbook/domain/staff";
import type { Context } from "../context/index.ts";

/** What the books need of a context: nobody is asked and nothing is shown to customers here. */
export type BooksContext = Pick<Context, "actor" | "account" | "db" | "clock" | "log" | "apart">;

/** The account's settlement rules; its own number is managed where no list says otherwise. Throws when the stored rules are malformed. */
export function rulesOf(account: MerchantAccount): SettlementRules {
  const rules = settlementRulesSchema.parse(account.settlementRules ?? {});
  return rules.mchids.length > 0 || account.mchid === null ? rules : { ...rules, mchids: [account.mchid] };
}

/** The account's own settings for the people at the desk, which stand beside its settlement rules. Throws when they are malformed. */
export function deskRulesOf(account: MerchantAccount): DeskRules {
  return deskRulesSchema.parse(account.settlementRules ?? {});
}
