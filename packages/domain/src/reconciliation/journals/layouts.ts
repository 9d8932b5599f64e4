import { decimalsOf, formatDecimal } from "../../money/index.ts";
import type { ChartOfAccounts, Journal, JournalLine } from "./journal.ts";

/** How ledgers take journals in. */
export const JOURNAL_LAYOUTS = ["generic", "xero", "quickbooks"] as const;
export type JournalLayout = (typeof JOURNAL_LAYOUTS)[number];

/** Xero takes so many lines in one file. */
export const XERO_FILE_LINES = 300;

type Table = { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** Journals as rows of text, a layout's own header first; amounts in major units, days as the ledger writes them. */
export function journalTable(layout: JournalLayout, journals: readonly Journal[], chart: ChartOfAccounts): Table {
  const { header, row } = LAYOUTS[layout];
  return { header, rows: journals.flatMap((journal) => journal.lines.map((line) => row(journal, line, chart))) };
}

/** A file that a ledger takes in one go. */
export type JournalFile = { readonly name: string } & Table;

/**
 * Journals as files: one, or for a ledger that limits its files several. Both sides of an entry stand side by side and stay together, so every
 * file balances by itself, journal by journal.
 */
export function journalFiles(layout: JournalLayout, journals: readonly Journal[], chart: ChartOfAccounts): JournalFile[] {
  const { header, rows } = journalTable(layout, journals, chart);
  const [first, last] = [journals[0]?.settleDay, journals.at(-1)?.settleDay];
  const stem = `journals-${layout}-${first}${first === last ? "" : `-${last}`}`;
  const most = layout === "xero" ? XERO_FILE_LINES : rows.length;
  const count = Math.ceil(rows.length / Math.max(most, 1));
  return Array.from({ length: count }, (_, at) => ({
    name: count === 1 ? `${stem}.csv` : `${stem}-${at + 1}-of-${count}.csv`,
    header,
    rows: rows.slice(at * most, (at + 1) * most),
  }));
}

type Layout = { header: readonly string[]; row: (journal: Journal, line: JournalLine, chart: ChartOfAccounts) => readonly string[] };

const LAYOUTS: Readonly<Record<JournalLayout, Layout>> = {
  generic: {
    header: ["journal_no", "date", "account_code", "account_name", "debit", "credit", "currency", "description", "reference", "settle_day"],
    row: (journal, line, chart) => [
      journal.number,
      journal.settleDay,
      chart[line.account].code,
      chart[line.account].name,
      amount(journal, line.debitMinor),
      amount(journal, line.creditMinor),
      journal.currency,
      describe(journal, line),
      line.reference,
      journal.settleDay,
    ],
  },
  // Lines of one narration and date are one journal and must add up to zero: positive is a debit.
  xero: {
    header: [
      "Narration", "Date", "Description", "AccountCode", "TaxRate", "Amount", "TrackingName1", "TrackingOption1", "TrackingName2", "TrackingOption2",
    ], // biome-ignore format: Xero's own header
    row: (journal, line, chart) => [
      journal.number,
      ddMmYyyy(journal.settleDay),
      describe(journal, line),
      chart[line.account].code,
      "Tax Exempt",
      amount(journal, line.debitMinor - line.creditMinor),
      "",
      "",
      "",
      "",
    ],
  },
  quickbooks: {
    header: ["JournalNo", "JournalDate", "AccountName", "Debits", "Credits", "Description", "Name"],
    row: (journal, line, chart) => [
      journal.number,
      mmDdYyyy(journal.settleDay),
      chart[line.account].name,
      line.debitMinor === 0n ? "" : amount(journal, line.debitMinor),
      line.creditMinor === 0n ? "" : amount(journal, line.creditMinor),
      describe(journal, line),
      "",
    ],
  },
};

function amount(journal: Journal, minor: bigint): string {
  return formatDecimal(minor, decimalsOf(journal.currency));
}

function describe(journal: Journal, line: JournalLine): string {
  return `QFPay ${line.event.replaceAll("_", " ")}${journal.reverses === null ? "" : `, takes back ${journal.reverses}`}`;
}

function ddMmYyyy(day: string): string {
  return day.split("-").toReversed().join("/");
}

function mmDdYyyy(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return `${month}/${date}/${year}`;
}
