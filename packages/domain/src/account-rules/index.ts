export { type MovedStretch, movedOverEdges } from "./cutoff-move.ts";
export {
  isMapOfNames,
  laidOver,
  RULE_SETS,
  type RuleChange,
  type RuleSet,
  type RulesInWords,
  ruleChanges,
  rulesInWords,
  withChanges,
} from "./rule-sets.ts";
