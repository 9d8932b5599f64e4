import type { Repositories } from "@tillbook/db/client";
import type { OpenBreakRow, StoredResolution } from "@tillbook/db/reconciliation";
import {
  type BookedLine,
  factsOf,
  numbersInFacts,
  numbersToName,
  parseSubject,
  placeOfLine,
  placesOf,
  placeText,
  type RulingTerms,
  syssnsOf,
} from "@tillbook/domain/reconciliation";
import { sha256 } from "../digest.ts";

/** An open break with a mark that changes when it or anything that it rests upon does, and the proposal about it that waits. */
export type MarkedBreak = OpenBreakRow & { readonly mark: string; readonly waiting: StoredResolution | null };

const AT_ONCE = 500;

/** Every open break of an account with its mark, oldest day first. A day that is run again changes no mark by itself. */
export async function markedBreaks(tx: Repositories, accountId: string): Promise<MarkedBreak[]> {
  const rows = await tx.reports.openBreaks(accountId);
  const marked: MarkedBreak[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE)
    marked.push(...(await withMarks(tx, accountId, rows.slice(from, from + AT_ONCE))));
  return marked;
}

async function withMarks(tx: Repositories, accountId: string, rows: readonly OpenBreakRow[]): Promise<MarkedBreak[]> {
  const terms = rows.map(termsOf);
  const lines = new Map(
    (await tx.runs.bookedLinesAt(accountId, terms.flatMap(placesOf))).map((line) => [placeText(placeOfLine(line)), line]),
  );
  const ownLines = terms.map((each) => placesOf(each).flatMap((place) => lines.get(placeText(place)) ?? []));
  const numbers = [...new Set(terms.flatMap((each, at) => numbersInFacts(ownLines[at] ?? [], syssnsOf(each))))];
  const transactions = new Map((await tx.runs.transactionsBySyssn(accountId, numbers)).map((ours) => [ours.syssn, ours]));
  const named = [...new Set(terms.flatMap((each, at) => numbersToName(ownLines[at] ?? [], syssnsOf(each))))];
  const naming = Map.groupBy(await tx.runs.linesNaming(accountId, named), ({ syssn }) => syssn ?? "");
  const proposals = await tx.resolutions.about(
    accountId,
    rows.map(({ subject }) => subject),
  );
  const waiting = new Map(proposals.filter(({ outcome }) => outcome === null).map((each) => [each.subject, each]));
  return rows.map((row, at) => {
    const [each, own] = [terms[at], ownLines[at] ?? []];
    const isOwn = (line: BookedLine): boolean => own.some((mine) => placeText(placeOfLine(mine)) === placeText(placeOfLine(line)));
    const otherLines = each
      ? numbersToName(own, syssnsOf(each))
          .flatMap((number) => naming.get(number) ?? [])
          .filter((line) => !isOwn(line))
      : [];
    const ours = each ? numbersInFacts(own, syssnsOf(each)).flatMap((number) => transactions.get(number) ?? []) : [];
    const books = { lines: own, prior: [], otherLines, transactions: ours, files: [], lateFiles: [] };
    const facts = each && each.subject.kind !== "file" ? factsOf(books, each) : null;
    const { codes, differenceMinor, currency, subject } = row;
    const mark = sha256([subject, codes.join(" "), differenceMinor, currency, facts ?? ""].join("\n")).slice(0, 32);
    return { ...row, mark, waiting: waiting.get(subject) ?? null };
  });
}

/** The break as a decision about it would see it. */
function termsOf({ subject, codes, differenceMinor, currency }: OpenBreakRow): RulingTerms {
  return {
    id: "",
    subject: parseSubject(subject),
    action: "WRITE_OFF",
    account: "write_off",
    codes,
    difference: { minor: differenceMinor, currency },
  };
}
