import type { StoredEntry, StoredLine, StoredRun } from "@tillbook/db/reconciliation";
import { decimalsOf, formatDecimal, formatMajor, money } from "@tillbook/domain/money";
import { IGNORE_REASONS, type IgnoreReason } from "@tillbook/domain/reconciliation";
import { type Decimal, figuresText, isNothing, minorRounded } from "@tillbook/domain/settlement";
import type { DayProofView, FileProofView, PriorDayItem, ResultDocument } from "./views.ts";

/** What a document says besides its run: how the account is named outside, and the balance proof, decimal text. */
export type Besides = {
  readonly account: string;
  readonly balance: string;
  readonly prior: readonly PriorEntry[];
  readonly reopenLimit: Decimal | null;
};
/** An entry of a closed day that was posted in this one, with its row. */
export type PriorEntry = { readonly entry: StoredEntry; readonly line: StoredLine | null };

/** The result document of a stored run, complete. */
export function resultDocument(
  run: StoredRun,
  entries: readonly StoredEntry[],
  { account, balance, prior, reopenLimit }: Besides,
): ResultDocument {
  const days = dayProofViews(run);
  return {
    account,
    settle_day: run.settleDay,
    as_of: run.asOf,
    rule_version: run.ruleVersion,
    inputs: run.inputs.map(({ name, rawSha256, contentHash }) => ({ file: name, raw_sha256: rawSha256, content_hash: contentHash })),
    result_hash: run.resultHash,
    totals: Object.fromEntries(run.totals.map(({ currency, ...figures }) => [currency, figuresText(figures, currency)])),
    proofs: { file: fileProofText(run), day: days.map(({ off }) => off).find((off) => /[1-9]/.test(off)) ?? "0.00", balance },
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
      return kind === "ignored" && line !== null && isIgnoreReason(reason) ? [{ line, reason }] : [];
    }),
    prior_day_items: prior.filter(({ entry }) => entry.posting === "late").map((each) => priorItem(each, reopenLimit)),
    carried_forward: prior.filter(({ entry }) => entry.posting === "open").map((each) => priorItem(each, null)),
    alerts: run.alerts,
  };
}

function priorItem({ entry, line }: PriorEntry, reopenLimit: Decimal | null): PriorDayItem {
  const gross = line && money(line.grossMinor, line.currency);
  const limit = gross && reopenLimit && minorRounded(reopenLimit, decimalsOf(gross.currency), "DOWN");
  return {
    line: placeOf(entry),
    syssn: entry.syssns,
    original_settle_day: entry.originalDay ?? "",
    kind: entry.kind,
    why: [entry.stage, ...entry.codes, entry.reason].filter((word) => word !== null),
    currency: gross?.currency ?? entry.currency,
    gross: gross && formatMajor(gross),
    difference:
      entry.differenceMinor === null || entry.currency === null ? null : formatMajor(money(entry.differenceMinor, entry.currency)),
    is_resolved: entry.resolutionId !== null,
    suggests_reopen: gross !== null && limit !== null && (gross.minor < 0n ? -gross.minor : gross.minor) > limit,
  };
}

/** Whether a reason is one of a line that is no part of the proof, rather than of a transaction that waits. */
export function isIgnoreReason(reason: StoredEntry["reason"]): reason is IgnoreReason {
  return reason !== null && IGNORE_REASONS.some((known) => known === reason);
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
