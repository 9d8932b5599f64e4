import type { BookedLine } from "../books.ts";
import type { Decision } from "../decision.ts";
import type { Desk } from "../desk.ts";
import { isTrade } from "../eligibility.ts";
import { argument, fullBreak } from "../entries.ts";
import { compareByTime } from "../order.ts";

/**
 * The same key twice on one day: the row with the right amount stays, else the earliest, and the earliest of several right ones; the others are breaks.
 * Refunds printed under their payment's number may rightly be several and are judged later.
 */
export function duplicates(desk: Desk): Decision[] {
  const keyed = desk.open.filter((line) => line.syssn !== null && !isRefundUnderPayment(desk, line));
  const groups = Map.groupBy(keyed, keyOf);
  return [...groups.values()].flatMap((rows) => {
    const group = rows.length < 2 ? [] : rows.toSorted(compareByTime);
    const [first] = group;
    if (first === undefined) return [];
    const ours = desk.bySyssn.get(first.syssn ?? "");
    const right = group.find((line) => line.grossMinor === ours?.amount.minor && line.currency === ours.amount.currency);
    const stays = right ?? first;
    return group
      .filter((line) => line !== stays)
      .map((line) =>
        fullBreak(line, "DUPLICATE_EXTERNAL", ours ? [ours] : [], {
          agreed: ["syssn", "kind"],
          arguments: [argument("KEPT_TWIN", { line: `${stays.file.name}#${stays.lineNo}` })],
        }),
      );
  });
}

/** Fees and disputes of one payment may be several on a day; they repeat only when the amount does, too. */
function keyOf(line: BookedLine): string {
  const amount = isTrade(line) ? "" : `${line.grossMinor} ${line.remark}`;
  return [line.tradeDate, line.mchid, line.lineType, line.syssn, amount].join("\u001f");
}

/** A refund row that carries the number of a payment: of one of ours, or by its own word. */
export function isRefundUnderPayment(desk: Desk, line: BookedLine): boolean {
  if (line.lineType !== "REFUND" || line.syssn === null) return false;
  const named = desk.bySyssn.get(line.syssn);
  return named === undefined ? line.syssn === line.origssn : named.kind === "payment";
}
