import { type SettlementDay, settlementDay } from "../time/index.ts";
import type { BookedLine, BookedTransaction, Books } from "./books.ts";
import type { Decision } from "./decision.ts";
import { compareLines, compareTransactions } from "./order.ts";

/** The work on the table: what is known, which lines are still open, which transactions are tied to a line. */
export type Desk = {
  readonly books: Books;
  readonly bySyssn: ReadonlyMap<string, BookedTransaction>;
  /** Refunds of a payment in the order in which they happened, whatever became of them. */
  readonly refundsOf: ReadonlyMap<string, readonly BookedTransaction[]>;
  /** Undecided lines of the day and of other days, in the one order. */
  readonly open: readonly BookedLine[];
  /** Which line settles a transaction. */
  readonly tiedTo: ReadonlyMap<string, BookedLine>;
  readonly decisions: readonly Decision[];
};

/** One step of the work, surest first. Decides some open lines and leaves the rest to those after it. */
export type Pass = (desk: Desk) => Decision[];

export function openDesk(books: Books): Desk {
  const transactions = books.transactions.toSorted(compareTransactions);
  const refunds = transactions.filter((each) => each.kind === "refund" && each.origssn !== null);
  return {
    books,
    bySyssn: new Map(transactions.map((each) => [each.syssn, each])),
    refundsOf: Map.groupBy(refunds, (each) => each.origssn ?? ""),
    open: [...books.lines, ...books.otherLines].toSorted(compareLines),
    tiedTo: new Map(),
    decisions: [],
  };
}

/** The desk after a pass. A line decided twice or a transaction tied twice is our fault, so it throws. */
export function afterPass(desk: Desk, pass: Pass): Desk {
  const made = pass(desk);
  if (made.length === 0) return desk;
  const tiedTo = new Map(desk.tiedTo);
  const done = new Set<BookedLine>();
  for (const decision of made) {
    if (decision.kind === "carried" || decision.line === null) continue;
    if (done.has(decision.line)) throw new Error(`line ${decision.line.lineNo} of ${decision.line.file.name} was decided twice`);
    done.add(decision.line);
    for (const { syssn } of tiedBy(decision)) {
      if (tiedTo.has(syssn)) throw new Error(`transaction ${syssn} was tied twice`);
      tiedTo.set(syssn, decision.line);
    }
  }
  const open = done.size === 0 ? desk.open : desk.open.filter((line) => !done.has(line));
  return { ...desk, open, tiedTo, decisions: desk.decisions.concat(made) };
}

function tiedBy(decision: Decision): readonly BookedTransaction[] {
  if (decision.kind === "matched") return decision.stage === "CANCEL_NET" ? [] : decision.transactions; // taken back: nothing settles it
  return decision.kind === "broken" ? decision.tied : [];
}

export function isToday(desk: Desk, line: BookedLine): boolean {
  return line.tradeDate === desk.books.settleDay;
}

/** The settlement day a transaction belongs to by itself. */
export function ownDay(desk: Desk, transaction: BookedTransaction): SettlementDay {
  return settlementDay(transaction.sysdtm, desk.books.rules.cutoff);
}
