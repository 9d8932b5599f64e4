import type { Broken, Decision } from "../decision.ts";
import type { Desk } from "../desk.ts";
import { compareText } from "../order.ts";
import { subjectOf, subjectText } from "../subjects.ts";
import type { Ruling } from "./ruling.ts";

/** Decisions with the resolutions that settle them. */
export function withRulings(desk: Desk, decisions: readonly Decision[]): readonly Decision[] {
  if (desk.rulings.length === 0) return decisions;
  const about = Map.groupBy(desk.rulings, ({ subject }) => subjectText(subject));
  return decisions.map((decision) => {
    if (decision.kind !== "broken") return decision;
    const ruling = about.get(subjectText(subjectOf(decision)))?.find((each) => settles(each, decision, desk.books.asOf));
    return ruling ? { ...decision, ruling: { id: ruling.id, action: ruling.action } } : decision;
  });
}

/** The very break that was looked at, and, when it was carried on, not beyond its date. */
function settles(ruling: Ruling, { codes, difference }: Broken, asOf: string): boolean {
  if (ruling.action !== "WRITE_OFF" && ruling.action !== "CARRY") return false;
  if (ruling.action === "CARRY" && asOf > ruling.until) return false;
  return isSameBreak(ruling, { codes, difference });
}

type WhatIsBroken = Pick<Broken, "codes" | "difference">;

/**
 * Whether two breaks of one subject say the same: codes in any order, and the amount. The row whose twin settled the money is
 * DUPLICATE_EXTERNAL on their own day and ALREADY_SETTLED once that day is closed: it is the same matter.
 */
export function isSameBreak(a: WhatIsBroken, b: WhatIsBroken): boolean {
  const codes = ({ codes }: WhatIsBroken): string =>
    codes
      .map((code) => (code === "DUPLICATE_EXTERNAL" ? "ALREADY_SETTLED" : code))
      .toSorted(compareText)
      .join();
  return a.difference.minor === b.difference.minor && a.difference.currency === b.difference.currency && codes(a) === codes(b);
}
