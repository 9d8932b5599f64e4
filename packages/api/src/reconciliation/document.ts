import type { StoredEntry, StoredRun } from "@tillbook/db/reconciliation";
import { decimalsOf, formatDecimal, formatMajor, money } from "@tillbook/domain/money";
import { figuresText, isNothing } from "@tillbook/domain/settlement";
import type { DayProofView, FileProofView, ResultDocument } from "./views.ts";

/** The result document of a stored run, complete. `account` is how the account is named outside. */
export function resultDocument(account: string, run: StoredRun, entries: readonly StoredEntry[]): ResultDocument {
  const days = dayProofViews(run);
  return {
    account,
    settle_day: run.settleDay,
    as_of: run.asOf,
    rule_version: run.ruleVersion,
    inputs: run.inputs.map(({ name, rawSha256, contentHash }) => ({ file: name, raw_sha256: rawSha256, content_hash: contentHash })),
    result_hash: run.resultHash,
    totals: Object.fromEntries(run.totals.map(({ currency, ...figures }) => [currency, figuresText(figures, currency)])),
    proofs: { file: fileProofText(run), day: days.map(({ off }) => off).find((off) => /[1-9]/.test(off)) ?? "0.00" },
    day_proofs: Object.fromEntries(days.map(({ currency, ...terms }) => [currency, terms])),
    matched: entries.flatMap((entry) => (entry.kind === "matched" && entry.stage ? [{ ...matchedText(entry), stage: entry.stage }] : [])),
    broken: entries.filter(({ kind }) => kind === "broken").flatMap(brokenText),
    carried: entries.flatMap(({ kind, syssns, reason, expectedValueDate }) =>
      kind === "carried" && (reason === "NOT_IN_DAY_FILE" || reason === "AWAITING_FILE")
        ? [{ syssn: syssns[0] ?? "", reason, expected_value_date: expectedValueDate ?? "" }]
        : [],
    ),
    ignored: entries.flatMap((entry) => {
      const line = placeOf(entry);
      const { kind, reason } = entry;
      return kind === "ignored" && line !== null && (reason === "OUT_OF_SCOPE" || reason === "INFORMATIONAL" || reason === "SUPERSEDED")
        ? [{ line, reason }]
        : [];
    }),
    alerts: run.alerts,
  };
}

/** How a line is named everywhere: file name and physical line number. */
export function placeOf({ fileName, lineNo }: Pick<StoredEntry, "fileName" | "lineNo">): string | null {
  return fileName === null || lineNo === null ? null : `${fileName}#${lineNo}`;
}

export function dayProofViews(run: StoredRun): DayProofView[] {
  return run.dayProofs.map(({ currency, ...terms }) => {
    const text = (minor: bigint): string => formatDecimal(minor, decimalsOf(currency));
    return {
      currency,
      external: text(terms.external),
      internal: text(terms.internal),
      unseen: text(terms.unseen),
      settledElsewhere: text(terms.settledElsewhere),
      carriedIn: text(terms.carriedIn),
      differences: text(terms.differences),
      off: text(terms.off),
    };
  });
}

export function fileProofViews(run: StoredRun): FileProofView[] {
  return run.fileProofs.map(({ name, currency, off }) => ({ file: name, currency, off: figuresText(off, currency) }));
}

/** The first thing that a file and its outcomes do not agree on, as text; sums of several currencies are never made. */
function fileProofText(run: StoredRun): string {
  const wrong = run.fileProofs.find(({ off }) => !isNothing(off));
  if (!wrong) return "0.00";
  const { gross, fee, net, lines } = figuresText(wrong.off, wrong.currency);
  return [gross, fee, net].find((text) => /[1-9]/.test(text)) ?? String(lines);
}

function matchedText(entry: StoredEntry) {
  const explained = entry.explained.map(({ code, minor, currency }) => ({ code, amount: formatMajor(money(minor, currency)) }));
  return { line: placeOf(entry) ?? "", syssn: entry.syssns, carried_in: entry.carriedIn, explained };
}

function brokenText(entry: StoredEntry): ResultDocument["broken"] {
  const { differenceMinor, currency, codes, syssns } = entry;
  if (differenceMinor === null || currency === null) return [];
  return [{ line: placeOf(entry), syssn: syssns[0] ?? null, codes, difference: formatMajor(money(differenceMinor, currency)), currency }];
}
