import { RULE_FIELDS } from "./rule-fields.ts";
import type { ShownChange } from "./views.ts";

const ORDER = Object.keys(RULE_FIELDS).flatMap((path) =>
  path === "fee.maxFee" ? [path, "fee", "fees"] : path === "reserveDays" ? [path, "expectedFees"] : [path],
);

/**
 * Changes as people read them: in the order of the form, and a contract that comes or goes is one change (`fee`, with all its terms), not one
 * of each of its terms.
 */
export function mergedChanges(changes: readonly ShownChange[]): readonly ShownChange[] {
  const inOrder = changes.toSorted((a, b) => rank(a) - rank(b));
  const rate = inOrder.find(({ setting }) => setting === "fee.rate");
  if (!rate || (hasTerms(rate.before) && hasTerms(rate.after))) return inOrder;
  const terms = inOrder.filter(({ setting }) => setting.startsWith("fee."));
  const side = (of: "before" | "after"): unknown =>
    hasTerms(rate[of]) ? Object.fromEntries(terms.map((term) => [term.setting.slice("fee.".length), term[of]])) : null;
  const merged = { setting: "fee", before: side("before"), after: side("after") };
  return inOrder.flatMap((change) => (change === rate ? [merged] : terms.includes(change) ? [] : [change]));
}

function rank({ setting }: ShownChange): number {
  const at = ORDER.indexOf(setting);
  return at < 0 ? ORDER.length : at;
}

/** A contract has a rate, even if that is nothing. */
function hasTerms(rate: unknown): boolean {
  return rate !== null && rate !== undefined;
}
