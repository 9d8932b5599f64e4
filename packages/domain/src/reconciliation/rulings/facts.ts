import { formatMajor } from "../../money/index.ts";
import type { BookedLine, BookedTransaction } from "../books.ts";
import { canonicalJson } from "../closing/canonical.ts";
import { compareText } from "../order.ts";

/** Everything that a resolution rests upon. */
export type FactsBase = {
  /** The rows it is about. */
  readonly lines: readonly Pick<BookedLine, "digest">[];
  /** Our transactions that those rows name, and those it is about. */
  readonly transactions: readonly BookedTransaction[];
  /** Other rows in files that take part and name one of those transactions' numbers. */
  readonly namedBy: readonly Pick<BookedLine, "digest">[];
};

/** The facts as one text, the same for the same facts: a new file, a new answer of QFPay or another row changes it. */
export function factsText({ lines, transactions, namedBy }: FactsBase): string {
  return canonicalJson({
    lines: lines.map(({ digest }) => digest).toSorted(compareText),
    transactions: transactions.map(transactionText).toSorted(compareText),
    namedBy: namedBy.map(({ digest }) => digest).toSorted(compareText),
  });
}

function transactionText({ syssn, kind, amount, origssn, mchid, respcd, cancel }: BookedTransaction): string {
  return [syssn, kind, formatMajor(amount), amount.currency, origssn ?? "", mchid ?? "", respcd, cancel].join(" ");
}

/** Numbers whose transactions belong to the facts: what the rows name, and what the resolution itself names. */
export function numbersInFacts(lines: readonly Pick<BookedLine, "syssn" | "origssn">[], syssns: readonly string[]): string[] {
  const named = lines.flatMap(({ syssn, origssn }) => [syssn, origssn]).filter((number) => number !== null);
  return [...new Set([...named, ...syssns])];
}

/** Numbers that another row may name, which then belongs to the facts. */
export function numbersToName(lines: readonly Pick<BookedLine, "syssn">[], syssns: readonly string[]): string[] {
  return [...new Set([...lines.flatMap(({ syssn }) => syssn ?? []), ...syssns])];
}
