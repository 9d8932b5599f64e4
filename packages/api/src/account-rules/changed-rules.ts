import { type RuleSet, type RulesInWords, withChanges } from "@tillbook/domain/account-rules";
import { z } from "zod";
import { AppError } from "../errors/index.ts";

/** Rules with changes laid over them. Refuses (`invalid_input`) what is not accepted, setting by setting. */
export function changedRules<Set extends RuleSet>(set: Set, kept: unknown, changes: Readonly<Record<string, unknown>>): RulesInWords[Set] {
  try {
    return withChanges(set, kept, changes);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const fields = error.issues.map(({ path }) => ({ field: ["rules", ...path].join("."), fault: "not_accepted" }));
    throw new AppError("invalid_input", z.prettifyError(error), { fields });
  }
}
