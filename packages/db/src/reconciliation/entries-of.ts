import { type DayOutcome, type Decision, isPlain, placeOfLine, placeText, subjectOf, subjectText } from "@tillbook/domain/reconciliation";
import { unbookedBy } from "@tillbook/domain/reconciliation/posting";
import type { RunToKeep } from "./rows.ts";

/** An entry as the database takes it in; what is left out is empty. */
export type EntryToKeep = { readonly kind: string } & Readonly<Record<string, unknown>>;

/**
 * Everything that a run says, in the order in which it is numbered: matches that need words, then plain rows by their files, then all else.
 * Each is made when it is asked for, so that no more of them are held than are written at once.
 */
export function entriesOf(run: RunToKeep): { readonly matched: Iterable<EntryToKeep>; readonly others: Iterable<EntryToKeep> } {
  return { matched: matchedEntries(run), others: otherEntries(run) };
}

function* matchedEntries(run: RunToKeep): Generator<EntryToKeep> {
  for (const decision of run.outcome.matched) if (!isPlain(decision)) yield entryOf(run, decision);
}

function* otherEntries(run: RunToKeep): Generator<EntryToKeep> {
  const { broken, carried, ignored, settledElsewhere, prior, bookedLater } = run.outcome;
  for (const decisions of [broken, carried, ignored]) for (const decision of decisions) yield entryOf(run, decision);
  for (const syssn of settledElsewhere) yield { kind: "elsewhere", syssns: [syssn], subject: transactionSubject(syssn) };
  for (const decision of prior) yield { ...entryOf(run, decision), ...postingOf(run, decision) };
  for (const booking of bookedLater) yield bookingOf(run, booking);
}

/** Matches by key say why by their stage alone; only what needs more words keeps them. */
function entryOf(run: RunToKeep, decision: Decision): EntryToKeep {
  switch (decision.kind) {
    case "matched":
      return {
        kind: "matched",
        ...placeOf(decision.line),
        syssns: decision.transactions.map(({ syssn }) => syssn),
        stage: decision.stage,
        carriedIn: decision.carriedIn || isCarriedIn(run, decision),
        explained: decision.explained.map(({ code, amount }) => ({ code, minor: amount.minor, currency: amount.currency })),
        because: decision.stage === "SUBLEDGER" ? decision.because : undefined,
        ...settledBy(decision),
      };
    case "broken":
      return {
        kind: "broken",
        ...placeOf(decision.line),
        ...(decision.file && { fileId: decision.file.id }),
        syssns: [...new Set([...(decision.syssn === null ? [] : [decision.syssn]), ...decision.about.map(({ syssn }) => syssn)])],
        codes: decision.codes,
        differenceMinor: decision.difference.minor,
        currency: decision.difference.currency,
        because: decision.because,
        subject: subjectText(subjectOf(decision)),
        carriedIn: isCarriedIn(run, decision),
        unbookedMinor: unbookedBy(decision),
        ...settledBy(decision),
      };
    case "carried": {
      const { transaction, reason, expectedValueDate, because } = decision;
      return {
        kind: "carried",
        syssns: [transaction.syssn],
        reason,
        expectedValueDate,
        because,
        subject: subjectText(subjectOf(decision)),
      };
    }
    case "ignored":
      return { kind: "ignored", ...placeOf(decision.line), syssns: [], reason: decision.reason, resolutionId: decision.ruling?.id };
  }
}

/** Whether a row settles a transaction of another day than its own. */
function isCarriedIn({ dayOf }: RunToKeep, { line, tied }: Extract<Decision, { kind: "matched" | "broken" }>): boolean {
  return line !== null && tied.some((ours) => dayOf(ours) !== line.tradeDate);
}

function settledBy({ tied, ruling }: Extract<Decision, { kind: "matched" | "broken" }>): object {
  const byHand = tied.find((ours) => ours.byHand !== undefined)?.byHand;
  return { settles: tied.map(({ syssn }) => syssn), resolutionId: ruling?.id, bookedById: byHand?.resolutionId };
}

/** Which closed day it is of, and how it comes here: by a late file, or because it was still open. */
function postingOf({ latePlaces, dayOf, outcome }: RunToKeep, decision: Decision): { originalDay: string; posting: "late" | "open" } {
  if (decision.kind === "carried") return { originalDay: dayOf(decision.transaction), posting: "open" };
  if (decision.line !== null) {
    const isLate = latePlaces.has(placeText(placeOfLine(decision.line)));
    return { originalDay: decision.line.tradeDate, posting: isLate ? "late" : "open" };
  }
  const [about] = decision.kind === "broken" ? decision.about : [];
  if (about) return { originalDay: dayOf(about), posting: "open" };
  const file = decision.kind === "broken" ? decision.file : null;
  return { originalDay: dayOfFile(outcome, file?.id), posting: "late" };
}

/** The first of the closed days that a late file speaks about. */
function dayOfFile({ prior }: DayOutcome, fileId: string | undefined): string {
  const lines = prior.flatMap((each) => (each.kind === "carried" || each.line === null ? [] : [each.line]));
  const days = lines.filter(({ file }) => file.id === fileId).map(({ tradeDate }) => tradeDate);
  const [first] = days.toSorted();
  if (first === undefined) throw new Error(`no row of file ${fileId} is posted here`);
  return first;
}

function bookingOf({ dayOf }: RunToKeep, { transaction, minor }: DayOutcome["bookedLater"][number]): EntryToKeep {
  const { syssn, amount } = transaction;
  return {
    kind: "booked",
    syssns: [syssn],
    subject: transactionSubject(syssn),
    differenceMinor: minor,
    currency: amount.currency,
    originalDay: dayOf(transaction),
    posting: "booked",
  };
}

function transactionSubject(syssn: string): string {
  return subjectText({ kind: "transaction", syssn });
}

function placeOf(line: { file: { id: string }; lineNo: number } | null): object {
  return line ? { fileId: line.file.id, lineNo: line.lineNo } : {};
}
