import type { CloseView, VersionDiffView } from "@tillbook/api/reconciliation";
import type { CertificateRow } from "@tillbook/domain/reconciliation/closing";
import { wireFromInstant } from "@tillbook/domain/time";
import { type Html, html, trusted } from "@tillbook/pay/html";
import { CLOSE_WORDS, type CloseLanguage, type CloseWords } from "./words.ts";

export const CLOSE_PAGE_STYLES = `
:root { color-scheme: light; }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1d231f; font: 10pt/1.5 system-ui, "PingFang HK", "Noto Sans TC", sans-serif; }
h1 { font-size: 18pt; margin: 0; }
h2 { font-size: 12pt; margin: 1.5rem 0 .5rem; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .5rem; border-bottom: 1px solid #d9ded8; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
td.figure, th.figure { text-align: end; white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dt { color: #59645d; }
dd { margin: 0; overflow-wrap: anywhere; }
code { font-size: 8.5pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
@page { margin: 15mm; }
@media print { body { margin: 0; max-width: none; } }
`;

/** What stands beside a close: the reader's language, how it differs from the version before it (null for a first one), and people's names. */
export type ToldOfClose = {
  readonly language: CloseLanguage;
  readonly since: VersionDiffView | null;
  readonly people: ReadonlyMap<string, string>;
};

/**
 * A sealed close for people, to be read, printed or kept as PDF: everything that its certificate says but the rows that a rule alone has
 * matched, which are counted. In pieces, since a day may have very many rows.
 * @param pages rows of the certificate in their order
 */
export async function* closePage(
  close: CloseView,
  pages: AsyncIterable<readonly CertificateRow[]>,
  told: ToldOfClose,
): AsyncGenerator<string> {
  const { language, since } = told;
  const words = CLOSE_WORDS[language];
  const title = `${words.title} ${close.settleDay} v${close.version}`;
  yield html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${title} · ${close.account.name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>${trusted(CLOSE_PAGE_STYLES)}</style>
</head>
<body>
<h1>${title}</h1>
<p>${close.account.name}</p>
${headList(close, words, told.people)}
${sections(close, words)}
<h2>${words.rows}</h2>
<table><thead><tr><th class="figure">${words.number}</th><th>${words.row}</th><th>syssn</th><th>${words.why}</th><th class="figure">${words.net}</th><th class="figure">${words.difference}</th><th>${words.resolution}</th></tr></thead><tbody>
`.markup;
  let plain = 0;
  for await (const rows of pages) {
    const told = rows.filter((row) => !isPlain(row));
    plain += rows.length - told.length;
    yield told.map((row) => rowHtml(row).markup).join("");
  }
  yield html`</tbody></table>
<p>${words.plain.replace("{count}", String(plain))}</p>
${since && changesTable(since, words)}
<p>${words.check}</p>
</body>
</html>
`.markup;
}

/** Matched by a rule, of the day itself, and nothing that people have decided. */
function isPlain({ kind, originalDay, resolution }: CertificateRow): boolean {
  return kind === "matched" && originalDay === null && resolution === null;
}

/** People by the name they go by now, beside the one that the certificate has sealed. */
function personIn(people: ReadonlyMap<string, string>, sealed: string): string {
  const name = people.get(sealed);
  return name === undefined ? sealed : `${name} (${sealed})`;
}

function headList(close: CloseView, words: CloseWords, people: ReadonlyMap<string, string>): Html {
  const entries: readonly (readonly [string, string])[] = [
    [words.day, close.settleDay],
    [words.version, String(close.version)],
    [words.sequence, String(close.sequence)],
    [words.merchants, close.account.mchids.join(", ")],
    [words.closedAt, wireFromInstant(new Date(close.closedAt))],
    [words.maker, personIn(people, close.maker)],
    [words.checker, personIn(people, close.checker)],
    [words.asOf, close.asOf],
    [words.ruleVersion, close.ruleVersion],
    [words.resultHash, close.resultHash],
    [words.digest, close.digest],
    [words.previous, close.previousDigest ?? words.none],
  ];
  return html`<dl>${entries.map(([term, text]) => html`<dt>${term}</dt><dd><code>${text}</code></dd>`)}</dl>`;
}

function sections(close: CloseView, words: CloseWords): Html[] {
  const balances = close.balances.flatMap(({ currency, ...terms }) =>
    Object.entries(terms).map(([term, amount]) => [currency, termIn(words, term), amount]),
  );
  return [
    table(
      words.files,
      [words.file, "SHA-256"],
      close.files.map(({ name, rawSha256 }) => [name, rawSha256]),
      0,
    ),
    table(
      words.totals,
      [words.currency, words.lines, words.gross, words.fee, words.net],
      close.totals.map(({ currency, lines, gross, fee, net }) => [currency, String(lines), gross, fee, net]),
      4,
    ),
    table(
      words.proofs,
      [words.proof, words.currency, words.off],
      close.proofs.map(({ proof, currency, off }) => [termIn(words, proof), currency, off]),
      1,
    ),
    table(words.balances, [words.currency, words.kind, words.amount], balances, 1),
    table(
      words.postings,
      [words.kind, words.account, words.reference, words.currency, words.amount],
      close.postings.map(({ kind, account, reference, currency, amount }) => [kind, account ?? "", reference, currency, amount]),
      1,
    ),
  ];
}

function termIn({ terms }: CloseWords, term: string): string {
  return new Map(Object.entries(terms)).get(term) ?? term;
}

/** @param figures how many of the last columns are figures */
function table(title: string, headings: readonly string[], rows: readonly (readonly string[])[], figures: number): Html {
  const kind = (at: number): string => (at >= headings.length - figures ? "figure" : "text");
  return html`<h2>${title}</h2>
<table><thead><tr>${headings.map((heading, at) => html`<th class="${kind(at)}">${heading}</th>`)}</tr></thead><tbody>
${rows.map((cells) => html`<tr>${cells.map((cell, at) => html`<td class="${kind(at)}">${cell}</td>`)}</tr>`)}
</tbody></table>
`;
}

function changesTable({ from, count, rows }: VersionDiffView, words: CloseWords): Html {
  const said = (row: CertificateRow | null): string =>
    row === null ? "" : [row.kind, ...row.why, row.currency, row.net ?? row.difference].filter((word) => word !== null).join(" ");
  const title = words.changes.replace("{version}", String(from.version)).replace("{count}", String(count));
  return table(
    title,
    [words.row, words.before, words.after],
    rows.map(({ key, before, after }) => [key, said(before), said(after)]),
    0,
  );
}

function rowHtml({ ordinal, line, syssn, why, net, difference, resolution, currency, originalDay, kind }: CertificateRow): Html {
  const reasons = [kind, ...why, originalDay].filter((word) => word !== null).join(" ");
  return html`<tr><td class="figure">${ordinal}</td><td>${line}</td><td><code>${syssn.join(" ")}</code></td><td>${reasons}</td><td class="figure">${net === null ? "" : `${currency} ${net}`}</td><td class="figure">${difference}</td><td>${resolution}</td></tr>
`;
}
