import { negate } from "../../money/index.ts";
import { graceEnd, valueDate } from "../../settlement/index.ts";
import type { BookedTransaction } from "../books.ts";
import type { Argument } from "../codes.ts";
import type { Decision } from "../decision.ts";
import { type Desk, ownDay } from "../desk.ts";
import { isExpected } from "../eligibility.ts";
import { argument } from "../entries.ts";
import { compareTransactions } from "../order.ts";

/**
 * Transactions that no file names, the day's own and those of closed days that were still waited for then: carried while their grace
 * lasts, missing after it.
 */
export function waiting(desk: Desk): Decision[] {
  const { settleDay } = desk.books;
  const forward = new Set(desk.books.forward);
  const unseen = desk.books.transactions.filter(
    (ours) => isExpected(ours) && (ownDay(desk, ours) === settleDay || forward.has(ours.syssn)) && !desk.tiedTo.has(ours.syssn),
  );
  return unseen.toSorted(compareTransactions).map((ours) => unseenOne(desk, ours));
}

function unseenOne(desk: Desk, ours: BookedTransaction): Decision {
  const { settleDay, asOf, rules, files } = desk.books;
  const own = ownDay(desk, ours);
  const hasNoFile = own === settleDay && files.length === 0;
  const noFile = hasNoFile ? [argument("FILE_MISSING", { day: own })] : [];
  const breaksAfter = graceEnd(own, rules);
  if (asOf > breaksAfter) return missing(ours, [argument("ENQUIRE", { syssn: ours.syssn }), ...noFile]);
  return {
    kind: "carried",
    transaction: ours,
    reason: hasNoFile ? "AWAITING_FILE" : "NOT_IN_DAY_FILE",
    expectedValueDate: valueDate(own, rules),
    because: { agreed: [], differed: [], arguments: [argument("BREAKS_AFTER", { date: breaksAfter }), ...noFile] },
  };
}

function missing(ours: BookedTransaction, reasons: readonly Argument[]): Decision {
  return {
    kind: "broken",
    line: null,
    file: null,
    batchNo: null,
    syssn: ours.syssn,
    tied: [],
    about: [ours],
    codes: ["MISSING_EXTERNAL"],
    difference: negate(ours.amount),
    because: { agreed: [], differed: [], arguments: reasons },
    ruling: null,
  };
}
