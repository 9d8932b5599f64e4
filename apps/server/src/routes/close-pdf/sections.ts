import { wireFromInstant } from "@tillbook/domain/time";
import { type Fact, left, type Paper, right } from "./paper.ts";
import type { Told } from "./told.ts";
import { wordFor } from "./words.ts";

/** Who proposed and who approved, by the name they go by now above the one that is sealed, each with the time at UTC+8. */
export function people({ sealed: { close, proposedAt }, names, words }: Told): Fact[] {
  const person = (sealed: string, at: string | null): Omit<Fact, "name"> => {
    const when = at === null ? "" : `, ${wireFromInstant(new Date(at))} UTC+8`;
    return { text: (names.get(sealed) ?? sealed) + when, ...(names.has(sealed) ? { small: sealed } : {}) };
  };
  return [
    { name: words.maker, ...person(close.maker, proposedAt) },
    { name: words.checker, ...person(close.checker, close.closedAt) },
  ];
}

/** What the day comes to, how its sums are accounted for, and the proofs. */
export function figures(paper: Paper, { sealed: { close, dayProofs }, words, more }: Told): void {
  paper.heading(words.totals);
  if (close.totals.length === 0) paper.note(more.noRows);
  else
    paper.table(
      [left(words.currency, 2), ...[words.lines, words.gross, words.fee, words.net].map((heading) => right(heading, 3))],
      close.totals.map(({ currency, lines, gross, fee, net }) => ({ cells: [currency, String(lines), gross, fee, net] })),
    );
  terms(paper, { title: more.dayProof, words: more.dayTerms, sums: dayProofs });
  terms(paper, { title: words.balances, words: words.terms, sums: close.balances });
  if (close.proofs.length === 0) return;
  paper.heading(words.proofs);
  paper.table(
    [left(words.proof, 6), left(words.currency, 2), right(words.off, 2)],
    close.proofs.map(({ proof, currency, off }) => ({ cells: [wordFor(words.terms, proof), currency, off] })),
  );
}

/** What the figures rest upon: files, rules, and what was posted. */
export function evidence(paper: Paper, { sealed: { close }, words, more }: Told): void {
  paper.heading(words.files);
  if (close.files.length === 0) paper.note(more.noFiles);
  else
    paper.table(
      [left(words.file, 4), left("SHA-256", 8)],
      close.files.map(({ name, rawSha256 }) => ({ cells: [name, rawSha256] })),
    );
  if (close.postings.length > 0) {
    paper.heading(words.postings);
    paper.table(
      [left(words.kind, 4), left(words.account, 4), left(words.reference, 5), left(words.currency, 2), right(words.amount, 3)],
      close.postings.map(({ kind, account, reference, currency, amount }) => ({
        cells: [wordFor(more.posted, kind), account ?? "", reference, currency, amount],
      })),
    );
  }
  paper.heading(more.madeBy);
  paper.facts([
    { name: words.asOf, text: close.asOf },
    { name: words.ruleVersion, text: close.ruleVersion },
    { name: words.resultHash, text: close.resultHash },
  ]);
}

type Sums = {
  readonly title: string;
  readonly words: Readonly<Record<string, string>>;
  readonly sums: readonly { readonly currency: string }[];
};

/** A line a term and a column a currency: currencies are never added. */
function terms(paper: Paper, { title, words, sums }: Sums): void {
  if (sums.length === 0) return;
  const amounts = sums.map((sum) => new Map(Object.entries(sum)));
  paper.heading(title);
  paper.table(
    [left("", 5), ...sums.map(({ currency }) => right(currency, 2))],
    Object.entries(words)
      .filter(([term]) => amounts.some((of) => of.has(term)))
      .map(([term, word]) => ({ cells: [word, ...amounts.map((of) => of.get(term) ?? "")] })),
  );
}
