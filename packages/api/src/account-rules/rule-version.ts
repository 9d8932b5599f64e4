import { hash } from "node:crypto";
import { MATCHING_VERSION } from "@tillbook/domain/reconciliation";
import type { SettlementRules } from "@tillbook/domain/settlement";

/** The rules by which a run decides, as runs and certificates name them: the version of matching itself, and a digest of the account's own. */
export function ruleVersionOf(rules: SettlementRules): string {
  return `${MATCHING_VERSION}:${hash("sha256", rulesText(rules)).slice(0, 12)}`;
}

/** The rules as text, the same for the same rules. */
function rulesText(rules: SettlementRules): string {
  return JSON.stringify(rules, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}
