import type { Repositories } from "@tillbook/db/client";
import {
  type BookedLine,
  type BookedTransaction,
  factsOf,
  numbersInFacts,
  numbersToName,
  placeOfLine,
  placesOf,
  placeText,
  type RulingTerms,
  syssnsOf,
} from "@tillbook/domain/reconciliation";

/** The rows and transactions that a decision is about, and what it rests upon; `facts` is null when a row is not there any more. */
export type Looked = {
  readonly facts: string | null;
  readonly lines: readonly BookedLine[];
  readonly transactions: readonly BookedTransaction[];
};

/** Looks up what a decision rests upon, by the very rule that runs use, without loading the day. */
export async function lookAt(tx: Repositories, accountId: string, terms: RulingTerms): Promise<Looked> {
  const lines = await tx.runs.bookedLinesAt(accountId, placesOf(terms));
  const syssns = syssnsOf(terms);
  const transactions = await tx.runs.transactionsBySyssn(accountId, numbersInFacts(lines, syssns));
  const own = new Set(lines.map((line) => placeText(placeOfLine(line))));
  const naming = (await tx.runs.linesNaming(accountId, numbersToName(lines, syssns))).filter(
    (line) => !own.has(placeText(placeOfLine(line))),
  );
  const file = terms.subject.kind === "file" ? await tx.statements.byId(accountId, terms.subject.fileId) : null;
  const takesPart = file !== null && (file.status === "ACTIVE" || file.status === "ACTIVE_LATE");
  const facts = factsOf({ lines, prior: [], otherLines: naming, transactions, files: takesPart ? [file] : [], lateFiles: [] }, terms);
  return { facts, lines, transactions };
}
