import type { CertificateRow } from "@tillbook/domain/reconciliation/closing";
import { left, type Paper, type Row, right } from "./paper.ts";
import type { Told } from "./told.ts";
import { type PdfWords, wordFor } from "./words.ts";

/** What became of the rows, breaks by their code. */
export function outcomes(paper: Paper, { sealed: { outcomes: ended }, words, more }: Told): void {
  if (ended.length === 0) return;
  paper.heading(more.outcomes);
  paper.table(
    [
      left(words.kind, 7),
      left(words.currency, 2),
      ...[words.lines, more.decided, words.gross, words.difference].map((heading) => right(heading, 3)),
    ],
    ended.map(({ kind, code, currency, rows, settled, gross, difference }) => {
      const ending = wordFor(more.kinds, kind);
      const named = code === null ? ending : `${ending}: ${wordFor(more.codes, code)} (${code})`;
      return { cells: [named, currency ?? "", String(rows), settled === 0 ? "" : String(settled), gross ?? "", difference ?? ""] };
    }),
  );
}

/** The rows that people should see, each with how it was resolved; and how many more there are. */
export function notableRows(paper: Paper, { sealed: { outcomes: ended, rows }, words, more }: Told): void {
  if (ended.length === 0) return;
  paper.heading(words.rows);
  if (rows.length > 0)
    paper.table(
      [left(words.number, 2), left(words.row, 6), left("syssn", 9), left(words.why, 7), right(words.net, 5), right(words.difference, 4)],
      rows.map((row) => tableRow(row, more)),
    );
  const rest = ended.reduce((sum, outcome) => sum + outcome.rows, 0) - rows.length;
  paper.note(more.rest.replace("{count}", String(rest)));
}

function tableRow(
  { ordinal, line, syssn, kind, why, originalDay, currency, net, difference, resolution }: CertificateRow,
  more: PdfWords,
): Row {
  const reasons = [wordFor(more.kinds, kind), ...why.map((code) => wordFor(more.codes, code)), originalDay];
  return {
    cells: [
      String(ordinal),
      line ?? "",
      syssn.join(" "),
      reasons.filter((word) => word !== null).join(" | "),
      net === null ? "" : `${currency} ${net}`,
      difference ?? "",
    ],
    below: resolution,
  };
}
