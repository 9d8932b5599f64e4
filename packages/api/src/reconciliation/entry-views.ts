import type { Repositories } from "@tillbook/db/client";
import type { StoredEntry, StoredLine, StoredTransaction } from "@tillbook/db/reconciliation";
import { formatMajor, money } from "@tillbook/domain/money";
import { agreedBy } from "@tillbook/domain/reconciliation";
import type { SettlementRules } from "@tillbook/domain/settlement";
import { settlementDay, wireFromInstant } from "@tillbook/domain/time";
import { isIgnoreReason } from "./document.ts";
import type { EntryKind, EntryPage, EntryView, ExplanationView, LineView, TransactionView } from "./views.ts";

/** A page of a run's entries of one kind, with the facts that a person needs to follow each. */
export async function entryPage(
  read: Repositories,
  run: { id: string; accountId: string } & Record<EntryKind, number>,
  rules: SettlementRules,
  page: { kind: EntryKind; after: number; limit: number },
): Promise<EntryPage> {
  const rows = await read.runs.entries(run.id, { ...page, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const items = await entryViews(read, run.accountId, rules, shown);
  return { items, total: run[page.kind], nextAfter: rows.length > page.limit ? (shown.at(-1)?.ordinal ?? null) : null };
}

/** Entries with the facts behind them, in their order. */
export async function entryViews(
  read: Repositories,
  accountId: string,
  rules: SettlementRules,
  shown: readonly StoredEntry[],
): Promise<EntryView[]> {
  const lines = await read.runs.linesAt(
    shown.flatMap(({ fileId, lineNo }) => (fileId === null || lineNo === null ? [] : [{ fileId, lineNo }])),
  );
  const transactions = await read.runs.transactionsNamed(accountId, [...new Set(shown.flatMap(({ syssns }) => syssns))]);
  const lineOf = new Map(lines.map((line) => [`${line.fileId}#${line.lineNo}`, line]));
  const bySyssn = new Map(transactions.map((ours) => [ours.syssn, ours]));
  return shown.map((entry) => {
    const line = lineOf.get(`${entry.fileId}#${entry.lineNo}`);
    const named = entry.syssns.flatMap((syssn) => bySyssn.get(syssn) ?? []);
    return entryView(
      entry,
      line ? lineView(line) : null,
      named.map((ours) => transactionView(ours, rules)),
    );
  });
}

function entryView(entry: StoredEntry, line: LineView | null, transactions: TransactionView[]): EntryView {
  const { ordinal, stage, codes, reason, currency, differenceMinor } = entry;
  const view = { ordinal, line, transactions, subject: entry.subject, resolutionId: entry.resolutionId, originalDay: entry.originalDay };
  if (entry.kind === "matched" && stage) {
    const explained = entry.explained.map(({ code, minor, currency: of }) => ({
      code,
      amount: formatMajor(money(minor, of)),
      currency: of,
    }));
    return { ...view, explanation: explanationOf(entry, stage), kind: "matched", stage, carriedIn: entry.carriedIn, explained };
  }
  const [code] = codes;
  if (entry.kind === "broken" && code && currency && differenceMinor !== null) {
    return {
      ...view,
      explanation: explanationOf(entry, code),
      kind: "broken",
      codes,
      difference: formatMajor(money(differenceMinor, currency)),
      currency,
    };
  }
  if (entry.kind === "carried" && (reason === "NOT_IN_DAY_FILE" || reason === "AWAITING_FILE")) {
    return {
      ...view,
      explanation: explanationOf(entry, reason),
      kind: "carried",
      reason,
      expectedValueDate: entry.expectedValueDate ?? "",
    };
  }
  if (entry.kind === "ignored" && isIgnoreReason(reason)) {
    return { ...view, explanation: explanationOf(entry, reason), kind: "ignored", reason };
  }
  throw new Error(`entry ${ordinal} is none of the four kinds`); // the database refuses such rows
}

function explanationOf({ because, stage }: StoredEntry, rule: ExplanationView["rule"]): ExplanationView {
  if (because) return { rule, ...because };
  return { rule, agreed: stage ? [...agreedBy(stage)] : [], differed: [], arguments: [] };
}

/** A row as screens receive it. */
export function lineView(line: StoredLine): LineView {
  const { grossMinor, feeMinor, netMinor, settleMinor, sysdtm, paydtm, ...rest } = line;
  return {
    ...rest,
    gross: formatMajor(money(grossMinor, line.currency)),
    fee: formatMajor(money(feeMinor, line.currency)),
    net: formatMajor(money(netMinor, line.currency)),
    settleAmount: formatMajor(money(settleMinor, line.settleCurrency)),
    sysdtm: sysdtm && wireFromInstant(sysdtm),
    paydtm: paydtm && wireFromInstant(paydtm),
  };
}

/** A transaction as screens receive it. */
export function transactionView(ours: StoredTransaction, rules: SettlementRules): TransactionView {
  const { amountMinor, sysdtm, paydtm, ...rest } = ours;
  return {
    ...rest,
    amount: formatMajor(money(amountMinor, ours.currency)),
    sysdtm: wireFromInstant(sysdtm),
    paydtm: paydtm && wireFromInstant(paydtm),
    settleDay: settlementDay(sysdtm, rules.cutoff),
  };
}
