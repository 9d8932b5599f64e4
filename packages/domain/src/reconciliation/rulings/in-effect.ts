import type { BookedLine, BookedTransaction, Books, DayFile } from "../books.ts";
import { compareText } from "../order.ts";
import { type LinePlace, placeOfLine, placeText, subjectText } from "../subjects.ts";
import { factsText, numbersInFacts, numbersToName } from "./facts.ts";
import type { Ruling, RulingTerms } from "./ruling.ts";

/** The rulings whose facts are still what they were, in the order of their subjects and ids. */
export function rulingsInEffect(books: Books): Ruling[] {
  if (books.rulings.length === 0) return [];
  const shelf = shelfOf(books);
  return books.rulings
    .filter((ruling) => ruling.facts === factsOn(shelf, ruling))
    .toSorted((a, b) => compareText(subjectText(a.subject), subjectText(b.subject)) || compareText(a.id, b.id));
}

/** The part of the books that facts are looked up in. */
export type BooksOfFacts = Pick<Books, "lines" | "prior" | "otherLines" | "transactions"> & {
  readonly files: readonly ContentOfFile[];
  readonly lateFiles: readonly ContentOfFile[];
};
type ContentOfFile = Pick<DayFile, "id" | "contentHash">;

/** What a decision rests upon as the books stand; null when a row or file that it is about is not there. */
export function factsOf(books: BooksOfFacts, terms: RulingTerms): string | null {
  return factsOn(shelfOf(books), terms);
}

type Shelf = {
  readonly books: BooksOfFacts;
  readonly lines: ReadonlyMap<string, BookedLine>;
  readonly bySyssn: ReadonlyMap<string, BookedTransaction>;
  readonly naming: ReadonlyMap<string, readonly BookedLine[]>;
};

function shelfOf(books: BooksOfFacts): Shelf {
  const lines = [...books.lines, ...books.prior, ...books.otherLines];
  return {
    books,
    lines: new Map(lines.map((line) => [placeText(placeOfLine(line)), line])),
    bySyssn: new Map(books.transactions.map((ours) => [ours.syssn, ours])),
    naming: Map.groupBy(
      lines.filter(({ syssn }) => syssn !== null),
      ({ syssn }) => syssn ?? "",
    ),
  };
}

function factsOn(shelf: Shelf, ruling: RulingTerms): string | null {
  if (ruling.subject.kind === "file") return fileFacts(shelf.books, ruling.subject.fileId);
  const lines = placesOf(ruling).flatMap((place) => shelf.lines.get(placeText(place)) ?? []);
  if (lines.length < placesOf(ruling).length) return null;
  const syssns = syssnsOf(ruling);
  const transactions = numbersInFacts(lines, syssns).flatMap((number) => shelf.bySyssn.get(number) ?? []);
  const namedBy = numbersToName(lines, syssns)
    .flatMap((number) => shelf.naming.get(number) ?? [])
    .filter((line) => !lines.includes(line));
  return factsText({ lines, transactions, namedBy });
}

/** A break about a file's fees rests upon the file's content. */
function fileFacts(books: BooksOfFacts, fileId: string): string | null {
  const file = [...books.files, ...books.lateFiles].find(({ id }) => id === fileId);
  return file ? factsText({ lines: [{ digest: file.contentHash }], transactions: [], namedBy: [] }) : null;
}

/** The rows a ruling is about. */
export function placesOf(ruling: RulingTerms): readonly LinePlace[] {
  switch (ruling.action) {
    case "LINK":
    case "IGNORE_LINE":
    case "CREATE_INTERNAL":
      return ruling.lines;
    case "WRITE_OFF":
    case "CARRY":
      return ruling.subject.kind === "line" ? [ruling.subject] : [];
  }
}

/** The transactions a ruling names by itself. */
export function syssnsOf(ruling: RulingTerms): readonly string[] {
  const own = ruling.subject.kind === "transaction" ? [ruling.subject.syssn] : [];
  return ruling.action === "LINK" ? [...new Set([...ruling.syssns, ...own])] : own;
}
