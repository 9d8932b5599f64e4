import { type RuleChange, type RuleSet, ruleChanges, withChanges } from "@tillbook/domain/account-rules";
import { z } from "zod";
import type { Patch } from "./draft.ts";

/** What a patch makes of the rules in force, one setting each, or the paths at which the rules refuse it. */
export type Judged = { readonly changes: readonly RuleChange[]; readonly refused: readonly string[] };

/** Judges a patch by the rules of the house itself, before anybody is asked. */
export function judged(set: RuleSet, words: object, patch: Patch): Judged {
  try {
    return { changes: ruleChanges(words, withChanges(set, words, patch)), refused: [] };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { changes: [], refused: error.issues.map(({ path }) => path.map(String).join(".")) };
  }
}

/** The field of the form that a path belongs to: an item of a list belongs to the list, a part of a row is a field of its own. */
export function fieldAt(path: string, known: (path: string) => boolean): string {
  if (known(path) || /^(fees|expectedFees)\.\d+\.\w+$/.test(path) || !path.includes(".")) return path;
  return fieldAt(path.slice(0, path.lastIndexOf(".")), known);
}
