import { addDays, type Cutoff, type SettlementDay, settlementDayBounds } from "../time/index.ts";

/** Instants that a closed day would give to an open one, or take from it, under another cut-off. */
export type MovedStretch = { readonly day: SettlementDay; readonly from: Date; readonly until: Date };

/** What another cut-off would move over the edges of closed days, which stay as they were closed. Days that follow each other are one stretch. */
export function movedOverEdges(closed: readonly SettlementDay[], before: Cutoff, after: Cutoff): MovedStretch[] {
  const days = new Set(closed);
  const moved = (day: SettlementDay, edge: "from" | "until"): MovedStretch => {
    const [a, b] = [settlementDayBounds(day, before)[edge], settlementDayBounds(day, after)[edge]];
    return a < b ? { day, from: a, until: b } : { day, from: b, until: a };
  };
  if (before === after) return [];
  return [...days]
    .toSorted()
    .flatMap((day) => [
      ...(days.has(addDays(day, -1)) ? [] : [moved(day, "from")]),
      ...(days.has(addDays(day, 1)) ? [] : [moved(day, "until")]),
    ]);
}
