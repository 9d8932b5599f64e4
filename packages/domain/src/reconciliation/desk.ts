import type { SettlementDay } from "../time/index.ts";
import type { BookedLine, BookedTransaction, Books } from "./books.ts";
import type { Decision } from "./decision.ts";
import { compareLines, compareTransactions } from "./order.ts";
import { dayOf } from "./own-day.ts";
import { bookedByHand, mayBeBooked } from "./rulings/booked-by-hand.ts";
import { rulingsInEffect } from "./rulings/in-effect.ts";
import type { Ruling } from "./rulings/ruling.ts";
import { placeOfLine, placeText } from "./subjects.ts";

/** The work on the table: what is known, which lines are still open, which transactions are tied to a line. */
export type Desk = {
  readonly books: Books;
  /** Lines that this run judges: the day's own, and rows of closed days that are posted here. */
  readonly today: ReadonlySet<BookedLine>;
  readonly own: ReadonlySet<BookedLine>;
  /** Resolutions whose facts still hold. */
  readonly rulings: readonly Ruling[];
  readonly bySyssn: ReadonlyMap<string, BookedTransaction>;
  /** Refunds of a payment in the order in which they happened, whatever became of them. */
  readonly refundsOf: ReadonlyMap<string, readonly BookedTransaction[]>;
  /** Rows of payments that were converted, by number: a refund brings back what they paid. */
  readonly converted: ReadonlyMap<string, BookedLine>;
  /** Undecided lines of the day and of other days, in the one order. */
  readonly open: readonly BookedLine[];
  /** Which line settles a transaction. */
  readonly tiedTo: ReadonlyMap<string, BookedLine>;
  readonly decisions: readonly Decision[];
};

/** One step of the work, surest first. Decides some open lines and leaves the rest to those after it. */
export type Pass = (desk: Desk) => Decision[];

export function openDesk(books: Books): Desk {
  const rulings = rulingsInEffect(books);
  const transactions = withBookedByHand(books, rulings).toSorted(compareTransactions);
  const sealed = new Set(books.sealed.map(({ line }) => line));
  const refunds = transactions.filter((each) => each.kind === "refund" && each.origssn !== null);
  return {
    books: { ...books, transactions },
    today: new Set([...books.lines, ...books.prior]),
    own: new Set(books.lines),
    rulings,
    bySyssn: new Map(transactions.map((each) => [each.syssn, each])),
    refundsOf: Map.groupBy(refunds, (each) => each.origssn ?? ""),
    converted: convertedPayments([...books.lines, ...books.prior, ...books.otherLines]),
    open: [...books.lines, ...books.prior, ...books.otherLines.filter((line) => !sealed.has(line))].toSorted(compareLines),
    tiedTo: new Map(books.sealed.flatMap(({ line, settles }) => settles.map((syssn) => [syssn, line] as const))),
    decisions: [],
  };
}

/** One row a payment: the first in the one order. */
function convertedPayments(lines: readonly BookedLine[]): Map<string, BookedLine> {
  const converted = lines.filter((line) => line.lineType === "PAYMENT" && line.settleCurrency !== line.currency);
  return new Map(converted.toSorted((a, b) => compareLines(b, a)).flatMap((line) => (line.syssn === null ? [] : [[line.syssn, line]])));
}

/**
 * Rows that people have booked as ours, where QFPay still has not told us of them; one that was set aside afterwards is none of ours again.
 * Each number is booked once, first where a closed day has it in its books: another row of the same number is the same money.
 */
function withBookedByHand(books: Books, rulings: readonly Ruling[]): BookedTransaction[] {
  const rows = new Map([...books.lines, ...books.prior, ...books.otherLines].map((line) => [placeText(placeOfLine(line)), line]));
  const isPrior = new Set(books.prior);
  const setAside = new Set(rulings.flatMap((ruling) => (ruling.action === "IGNORE_LINE" ? ruling.lines.map(placeText) : [])));
  const bySyssn = new Map([...(books.bookedBefore ?? []), ...books.transactions].map((ours) => [ours.syssn, ours]));
  const booking = rulings.filter((ruling) => ruling.action === "CREATE_INTERNAL");
  for (const ruling of booking.toSorted((a, b) => Number(a.bookedOn === null) - Number(b.bookedOn === null))) {
    for (const place of ruling.lines) {
      const line = rows.get(placeText(place));
      if (!line || setAside.has(placeText(place)) || !mayBeBooked(line) || bySyssn.has(line.syssn ?? "")) continue;
      const day = ruling.bookedOn ?? (isPrior.has(line) ? books.settleDay : line.tradeDate);
      const ours = bookedByHand(line, { row: placeOfLine(line), resolutionId: ruling.id, day });
      bySyssn.set(ours.syssn, ours);
    }
  }
  return [...bySyssn.values()];
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
  return decision.kind === "matched" || decision.kind === "broken" ? decision.tied : [];
}

/** Whether this run judges the line. */
export function isToday(desk: Desk, line: BookedLine): boolean {
  return desk.today.has(line);
}

/** Whether the line counts in the day's proof. */
export function isOwn(desk: Desk, line: BookedLine): boolean {
  return desk.own.has(line);
}

/** The settlement day a transaction belongs to by itself. */
export function ownDay(desk: Desk, transaction: BookedTransaction): SettlementDay {
  return dayOf(desk.books, transaction);
}
