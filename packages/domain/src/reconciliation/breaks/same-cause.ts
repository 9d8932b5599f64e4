import type { BreakCode } from "../codes.ts";
import type { Because } from "../decision.ts";
import { compareText } from "../order.ts";

type Explained = { readonly codes: readonly BreakCode[]; readonly because: Pick<Because, "arguments"> | null };

/** Whether breaks may be settled together: the same codes, and the same rules explain each of them. One alone always may. */
export function haveSameCause(breaks: readonly Explained[]): boolean {
  if (breaks.length < 2) return true;
  const causes = new Set(breaks.map(causeOf));
  return causes.size === 1 && !causes.has(null);
}

/** Codes of the break and of what argues for its explanation, without the figures; null when nothing explains it. */
function causeOf({ codes, because }: Explained): string | null {
  const reasons = [...new Set((because?.arguments ?? []).map(({ code }) => code))].toSorted(compareText);
  return reasons.length === 0 ? null : `${codes.toSorted(compareText).join()} because ${reasons.join()}`;
}
