import type { RuleChange, RuleSet, RulesInWords } from "@tillbook/domain/account-rules";

/** Rules of one set as they are in force, what is asked for, and what was agreed upon before. Moments are ISO text, people as the books name them. */
export type RulesView<Set extends RuleSet = RuleSet> = {
  rules: RulesInWords[Set];
  /** By it runs and certificates name the rules of settling; null for other sets. */
  ruleVersion: string | null;
  /** A change that waits for a second person. `isOwn`: asked for by who looks. */
  waiting: { proposalId: string; reason: string; maker: string; isOwn: boolean; madeAt: string; changes: RuleChange[] } | null;
  /** The newest fifty, newest first. */
  history: AgreedRulesView[];
};

/** A change that came into force. */
export type AgreedRulesView = {
  reason: string;
  maker: string;
  checker: string;
  at: string;
  ruleVersion: string | null;
  changes: RuleChange[];
};
