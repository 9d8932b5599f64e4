import type { Repositories } from "@tillbook/db/client";
import type { BookedByHand, DayOfAccount } from "@tillbook/db/reconciliation";
import type { StoredFile } from "@tillbook/db/settlement";
import type { Currency } from "@tillbook/domain/money";
import {
  type BookedLine,
  type BookedTransaction,
  type Books,
  bookedByHand,
  type DayFile,
  type LinePlace,
  mayBeBooked,
  placeOfLine,
  placesOf,
  placeText,
  type Ruling,
  subjectText,
  syssnsOf,
} from "@tillbook/domain/reconciliation";
import { countLine, type DayBasis, dayBasisAmong, type Figures, type SettlementRules } from "@tillbook/domain/settlement";
import { MIDNIGHT, type SettlementDay, settlementDayBounds } from "@tillbook/domain/time";
import { dayRows, type HowToLoad } from "./day-rows.ts";
import type { PriorItems } from "./prior-items.ts";

const LONGEST_CODE_MS = 3 * 60 * 60 * 1_000;

export type DayToLoad = Omit<DayOfAccount, "settleDay"> & { readonly settleDay: SettlementDay };
export type LoadedBooks = {
  readonly books: Books;
  readonly latePlaces: ReadonlySet<string>;
  /** Rows of the day that another closed day has judged. */
  readonly elsewhere: readonly LinePlace[];
};

/** Everything that a run of the day looks at, what closed days have left included; of plain rows of the day only the sums. */
export async function loadBooks(
  tx: Repositories,
  day: DayToLoad,
  told: { asOf: SettlementDay; rules: SettlementRules; prior: PriorItems; way?: HowToLoad["way"] },
): Promise<LoadedBooks> {
  const { accountId, settleDay } = day;
  const { prior, rules } = told;
  const active = (await tx.statements.ofDay(accountId, settleDay)).filter(takesPart);
  const basis = dayBasisAmong(
    active.map(({ profile }) => profile),
    rules,
  );
  const priorPlaces = [...prior.late, ...prior.open];
  const elsewhere = await tx.ledger.postedElsewhere(accountId, settleDay);
  const priorLines = await tx.runs.bookedLinesAt(accountId, priorPlaces);
  const rulings = await tx.resolutions.rulings(accountId, {
    subjects: [...priorPlaces.map((place) => subjectText({ kind: "line", ...place })), ...prior.forward.map(subjectOfTransaction)],
    places: priorPlaces,
    all: (await tx.closes.history(accountId, settleDay)).reopenings > 0,
  });
  const syssns = [...new Set([...prior.forward, ...prior.bookedLater.map(({ syssn }) => syssn), ...rulings.flatMap(syssnsOf)])];
  const besides = { places: [...priorPlaces, ...rulings.flatMap(placesOf)], syssns };
  const stretch = stretchOfBasis(day, basis);
  const rows = await dayRows(tx, stretch, { basis, rules, files: active, besides, elsewhere, way: told.way ?? "whole" });
  const isElsewhere = new Set(elsewhere.map(placeText));
  const lines = rows.lines.filter((line) => !isElsewhere.has(placeText(placeOfLine(line))));
  const byHand = await bookedByHandIn(tx, accountId, [...rows.transactions, ...lines, ...priorLines]);
  const transactions = rows.transactions.map((ours) => ({ ...ours, ...byHandOf(byHand, ours.syssn) }));
  const judged = [...lines, ...priorLines];
  const otherLines = await withRuled(
    tx,
    accountId,
    rulings,
    judged,
    await tx.runs.otherLines({ accountId, settleDay, elsewhere }, transactions, judged),
  );
  const sealed = await sealedAmong(tx, accountId, otherLines);
  const files = await dayFiles(
    tx,
    day,
    active,
    rows.lines.filter((line) => isElsewhere.has(placeText(placeOfLine(line)))),
  );
  const books: Books = {
    settleDay,
    asOf: told.asOf,
    rules,
    basis,
    files,
    lines,
    plain: rows.plain,
    superseded: await tx.runs.linesOfDay(day, "superseded"),
    transactions,
    bookedBefore: unheardOf(byHand, transactions, [...judged, ...otherLines]),
    otherLines,
    prior: priorLines,
    lateFiles: await lateFiles(tx, accountId, prior.late),
    forward: prior.forward,
    bookedLater: prior.bookedLater,
    sealed,
    rulings,
  };
  return { books, latePlaces: new Set(prior.late.map(placeText)), elsewhere };
}

/** A code is good for two hours at most, so what was paid on a day was made on it or shortly before; cut at midnight. */
function stretchOfBasis(day: DayToLoad, basis: DayBasis): DayToLoad {
  if (basis === "sysdtm") return day;
  const { from, until } = settlementDayBounds(day.settleDay, MIDNIGHT);
  return { ...day, from: new Date(from.getTime() - LONGEST_CODE_MS), until };
}

type ByHand = ReadonlyMap<string, BookedByHand>;

/** What closed days have in their books because people booked it stays there, whatever day QFPay tells of it later, or if it never does. */
async function bookedByHandIn(tx: Repositories, accountId: string, named: readonly { readonly syssn: string | null }[]): Promise<ByHand> {
  const syssns = [...new Set(named.flatMap(({ syssn }) => syssn ?? []))];
  const found = await tx.ledger.bookedByHandAmong(accountId, syssns);
  return new Map(found.map((booked) => [booked.syssn, booked]));
}

function byHandOf(byHand: ByHand, syssn: string): Pick<BookedTransaction, "byHand"> {
  const booked = byHand.get(syssn);
  return booked ? { byHand: asByHand(booked) } : {};
}

function asByHand({ fileId, lineNo, resolutionId, day }: BookedByHand): NonNullable<BookedTransaction["byHand"]> {
  return { row: { fileId, lineNo }, resolutionId, day };
}

/** Those of them that QFPay has never told of, as the rows say that they were booked from. */
function unheardOf(byHand: ByHand, known: readonly BookedTransaction[], lines: readonly BookedLine[]): BookedTransaction[] {
  const told = new Set(known.map(({ syssn }) => syssn));
  const at = new Map(lines.map((line) => [placeText(placeOfLine(line)), line]));
  return [...byHand.values()].flatMap((booked) => {
    const line = told.has(booked.syssn) ? undefined : at.get(placeText(booked));
    return line && mayBeBooked(line) ? [bookedByHand(line, asByHand(booked))] : [];
  });
}

function subjectOfTransaction(syssn: string): string {
  return subjectText({ kind: "transaction", syssn });
}

/** Rows that resolutions name and nothing else has brought in yet. */
async function withRuled(
  tx: Repositories,
  accountId: string,
  rulings: readonly Ruling[],
  judged: readonly BookedLine[],
  others: readonly BookedLine[],
): Promise<BookedLine[]> {
  const there = new Set([...judged, ...others].map((line) => placeText(placeOfLine(line))));
  const missing = rulings.flatMap(placesOf).filter((place) => !there.has(placeText(place)));
  return [...others, ...(await tx.runs.bookedLinesAt(accountId, missing))];
}

async function sealedAmong(tx: Repositories, accountId: string, lines: readonly BookedLine[]): Promise<Books["sealed"]> {
  const at = new Map(lines.map((line) => [placeText(placeOfLine(line)), line]));
  const sealed = await tx.ledger.sealedAt(accountId, lines.map(placeOfLine));
  return sealed.flatMap((row) => {
    const line = at.get(placeText(row));
    return line ? [{ line, settles: row.settles, isDecided: row.isDecided }] : [];
  });
}

/** Active files that name the day; rows of the day that another one has taken count as other days'. */
async function dayFiles(
  tx: Repositories,
  day: DayToLoad,
  active: readonly StoredFile[],
  elsewhere: readonly BookedLine[],
): Promise<DayFile[]> {
  const onOtherDays = await tx.runs.onOtherDays(
    day,
    active.map(({ id }) => id),
  );
  return active.map((file) => {
    const others = new Map(onOtherDays.get(file.id) ?? []);
    for (const line of elsewhere) if (line.file.id === file.id) countLine(others, line);
    return dayFile(file, others);
  });
}

async function lateFiles(tx: Repositories, accountId: string, places: readonly LinePlace[]): Promise<DayFile[]> {
  const ids = [...new Set(places.map(({ fileId }) => fileId))];
  const besides = await tx.runs.figuresBesides(ids, places);
  const files = await Promise.all(ids.map((id) => tx.statements.byId(accountId, id)));
  return files.flatMap((file) => (file ? [dayFile(file, besides.get(file.id) ?? new Map())] : []));
}

/** A file that two people have released in spite of its totals counts by its rows. */
function dayFile({ id, name, rawSha256, contentHash, totals, reason }: StoredFile, onOtherDays: DayFile["onOtherDays"]): DayFile {
  const told = totals.map(({ currency, declared, counted }): [Currency, Figures] => [
    currency,
    reason === null ? (declared ?? counted) : counted,
  ]);
  return { id, name, rawSha256, contentHash, totals: new Map(told), onOtherDays };
}

function takesPart({ status }: StoredFile): boolean {
  return status === "ACTIVE" || status === "ACTIVE_LATE";
}
