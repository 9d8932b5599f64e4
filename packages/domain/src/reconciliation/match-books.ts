import type { Currency } from "../money/index.ts";
import { countLine, type Figures, NOTHING } from "../settlement/index.ts";
import type { BookedLine, BookedTransaction, Books, LaterBooking, RowSums } from "./books.ts";
import type { Alert } from "./codes.ts";
import { type Broken, type Carried, type Decision, type Ignored, type Matched, NO_REASONS } from "./decision.ts";
import { afterPass, type Desk, isOwn, isToday, openDesk, ownDay, type Pass } from "./desk.ts";
import { compareLines, compareText, compareTransactions } from "./order.ts";
import { byKey } from "./passes/by-key.ts";
import { cancelNet } from "./passes/cancel-net.ts";
import { channelRef } from "./passes/channel-ref.ts";
import { decided } from "./passes/decided.ts";
import { duplicates } from "./passes/duplicates.ts";
import { fileFees } from "./passes/file-fees.ts";
import { orderRef } from "./passes/order-ref.ts";
import { refundByOrigin } from "./passes/refund-by-origin.ts";
import { refundGroup } from "./passes/refund-group.ts";
import { scope } from "./passes/scope.ts";
import { subledger } from "./passes/subledger.ts";
import { unknownLines } from "./passes/unknown-lines.ts";
import { waiting } from "./passes/waiting.ts";
import { countSums } from "./plain.ts";
import { type DayProof, type FileProof, isProven, proveDay, proveFiles } from "./proofs.ts";
import { withRulings } from "./rulings/with-rulings.ts";
import { subjectOf, subjectText } from "./subjects.ts";

/** Raised whenever a pass decides differently than before. */
export const MATCHING_VERSION = "6";

/** How sure each step is decides its place; what people have settled comes first. */
const PASSES: readonly Pass[] = [
  scope,
  decided,
  cancelNet,
  duplicates,
  byKey,
  channelRef,
  orderRef,
  refundByOrigin,
  refundGroup,
  subledger,
  unknownLines,
  fileFees,
  waiting,
];

/** The outcome of one settlement day: every line once, every transaction of the day once (or settled elsewhere). */
export type DayOutcome = {
  readonly matched: readonly Matched[];
  /** Matched beside them, as the books have told: only sums. */
  readonly plain: readonly RowSums[];
  readonly broken: readonly Broken[];
  readonly carried: readonly Carried[];
  readonly ignored: readonly Ignored[];
  /** What was posted here though it belongs to closed days: late rows, and what was still open when those days closed. */
  readonly prior: readonly Decision[];
  /** What the books of closed days gained and lost after their close, posted here; minor units, with the sign of the correction. */
  readonly bookedLater: readonly { readonly transaction: BookedTransaction; readonly minor: bigint }[];
  /** Our transactions of the day that another day's file settled; what people booked is told by their resolution. */
  readonly settledElsewhere: readonly string[];
  readonly totals: ReadonlyMap<Currency, Figures>;
  readonly dayProofs: readonly DayProof[];
  readonly fileProofs: readonly FileProof[];
  readonly alerts: readonly Alert[];
  /** Nothing broken that is not settled, every proof zero, no alert: only waiting items, if any, are left. */
  readonly isExplained: boolean;
};

/**
 * Pairs our transactions with QFPay's lines for one settlement day. Surer passes finish over all lines before looser ones start.
 * Pure: nothing is saved. The same books give the same outcome in whatever order they come.
 * @returns every line of the day exactly once in `matched`, `broken` or `ignored`, in stable order
 */
export function matchBooks(books: Books): DayOutcome {
  const desk = PASSES.reduce(afterPass, openDesk(books));
  const superseded = books.superseded.map(
    (line): Ignored => ({ kind: "ignored", line, reason: "SUPERSEDED", because: NO_REASONS, ruling: null }),
  );
  const judged = withRulings(
    desk,
    desk.decisions.filter((decision) => isJudgedHere(desk, decision)),
  );
  const decisions = [...judged.filter((decision) => isOfTheDay(desk, decision)), ...superseded];
  const prior = judged.filter((decision) => !isOfTheDay(desk, decision));
  const broken = sorted(decisions.filter((decision) => decision.kind === "broken"));
  const dayProofs = proveDay(desk, decisions);
  const fileProofs = proveFiles([...books.files, ...books.lateFiles], [...decisions, ...prior], books.plain);
  const alerts: Alert[] = books.files.length === 0 && books.asOf > books.settleDay ? ["MISSING_FILE"] : [];
  return {
    matched: sorted(decisions.filter((decision) => decision.kind === "matched")),
    plain: books.plain ?? [],
    broken,
    carried: decisions
      .filter((decision) => decision.kind === "carried")
      .toSorted((a, b) => compareTransactions(a.transaction, b.transaction)),
    ignored: sorted(decisions.filter((decision) => decision.kind === "ignored")),
    prior: prior.toSorted(comparePrior),
    bookedLater: books.bookedLater
      .flatMap((later) => bookingOf(desk, later))
      .toSorted((a, b) => compareTransactions(a.transaction, b.transaction)),
    settledElsewhere: settledElsewhere(desk),
    totals: totalsOf(books),
    dayProofs,
    fileProofs,
    alerts,
    isExplained: [...broken, ...prior].every(isSettled) && alerts.length === 0 && isProven({ day: dayProofs, files: fileProofs }),
  };
}

function bookingOf(desk: Desk, { syssn, isTakenBack }: LaterBooking): DayOutcome["bookedLater"] {
  const transaction = desk.bySyssn.get(syssn);
  if (transaction === undefined) return [];
  return [{ transaction, minor: isTakenBack ? -transaction.amount.minor : transaction.amount.minor }];
}

function isJudgedHere(desk: Desk, decision: Decision): boolean {
  return decision.kind === "carried" || decision.line === null || isToday(desk, decision.line);
}

function isOfTheDay(desk: Desk, decision: Decision): boolean {
  if (decision.kind === "carried") return ownDay(desk, decision.transaction) === desk.books.settleDay;
  if (decision.kind !== "broken" || decision.line !== null) return decision.line !== null && isOwn(desk, decision.line);
  const { file, about } = decision;
  return file === null
    ? about.every((ours) => ownDay(desk, ours) === desk.books.settleDay)
    : desk.books.files.some(({ id }) => id === file.id);
}

function isSettled(decision: Decision): boolean {
  return decision.kind !== "broken" || decision.ruling !== null;
}

/** Rows first, in the one order; then what no row names, by number. */
function comparePrior(a: Decision, b: Decision): number {
  const [one, other] = [a.kind === "carried" ? null : a.line, b.kind === "carried" ? null : b.line];
  if (one !== null && other !== null) return compareLines(one, other);
  return Number(one === null) - Number(other === null) || compareText(subjectText(subjectOf(a)), subjectText(subjectOf(b)));
}

/** Breaks without a line come last, in the order they were found: files first, then our transactions by time. */
function sorted<D extends { readonly line: BookedLine | null }>(decisions: readonly D[]): D[] {
  return decisions.toSorted((a, b) => {
    if (a.line === null || b.line === null) return Number(a.line === null) - Number(b.line === null);
    return compareLines(a.line, b.line);
  });
}

function settledElsewhere(desk: Desk): string[] {
  const own = desk.books.transactions.filter((ours) => ownDay(desk, ours) === desk.books.settleDay);
  const elsewhere = own.filter(({ syssn, byHand }) => {
    const line = desk.tiedTo.get(syssn);
    return line !== undefined && !isOwn(desk, line) && byHand === undefined;
  });
  return elsewhere.toSorted(compareTransactions).map(({ syssn }) => syssn);
}

/** What the day's active files say, line by line; a currency that a file only declares shows zeros. */
function totalsOf(books: Books): Map<Currency, Figures> {
  const totals = new Map<Currency, Figures>();
  for (const currency of books.files.flatMap((file) => [...file.totals.keys()]).toSorted()) totals.set(currency, NOTHING);
  for (const line of books.lines) countLine(totals, line);
  countSums(totals, books.plain ?? []);
  return totals;
}
