import { negate } from "../../money/index.ts";
import { graceEnd, valueDate } from "../../settlement/index.ts";
import type { BookedTransaction } from "../books.ts";
import type { Argument } from "../codes.ts";
import type { Decision } from "../decision.ts";
import { type Desk, ownDay } from "../desk.ts";
import { isExpected } from "../eligibility.ts";
import { argument } from "../entries.ts";
import { compareTransactions } from "../order.ts";

/** The day's own transactions that no file names: carried while grace lasts, missing after it. */
export function waiting(desk: Desk): Decision[] {
  const { settleDay, asOf, rules, files } = desk.books;
  const breaksAfter = graceEnd(settleDay, rules);
  const unseen = desk.books.transactions.filter(
    (ours) => isExpected(ours) && ownDay(desk, ours) === settleDay && !desk.tiedTo.has(ours.syssn),
  );
  const noFile = files.length === 0 ? [argument("FILE_MISSING", { day: settleDay })] : [];
  return unseen.toSorted(compareTransactions).map((ours): Decision => {
    if (asOf > breaksAfter) return missing(ours, [argument("ENQUIRE", { syssn: ours.syssn }), ...noFile]);
    return {
      kind: "carried",
      transaction: ours,
      reason: files.length === 0 ? "AWAITING_FILE" : "NOT_IN_DAY_FILE",
      expectedValueDate: valueDate(settleDay, rules),
      because: { agreed: [], differed: [], arguments: [argument("BREAKS_AFTER", { date: breaksAfter }), ...noFile] },
    };
  });
}

function missing(ours: BookedTransaction, reasons: readonly Argument[]): Decision {
  return {
    kind: "broken",
    line: null,
    file: null,
    syssn: ours.syssn,
    tied: [],
    about: [ours],
    codes: ["MISSING_EXTERNAL"],
    difference: negate(ours.amount),
    because: { agreed: [], differed: [], arguments: reasons },
  };
}
