export { changedRules } from "./changed-rules.ts";
export { approveRules, declineRules } from "./decide-rules.ts";
export { type ProposeRules, proposeRules } from "./propose-rules.ts";
export { readRules } from "./read-rules.ts";
export { rulesRouter } from "./router.ts";
export { ruleVersionOf } from "./rule-version.ts";
export type { AgreedRulesView, RulesView } from "./views.ts";
