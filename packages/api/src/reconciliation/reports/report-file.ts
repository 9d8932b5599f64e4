import type { ReportName } from "@tillbook/domain/reconciliation/reports";
import { AppError } from "../../errors/index.ts";
import type { BooksContext } from "../../settlement/index.ts";
import { type CellValue, csvOf, type Table, xlsxOf } from "../../spreadsheets/index.ts";
import { auditTrail } from "./audit-trail.ts";
import { carryForward } from "./carry-forward.ts";
import { duplicateReport } from "./duplicates.ts";
import { feeClaims } from "./fee-claims.ts";
import { feeReport } from "./fees.ts";
import { headingIn, type ReportLanguage, sectionIn, totalIn } from "./headings.ts";
import { openBreaks } from "./open-breaks.ts";
import { payoutTrail } from "./payout-trail.ts";
import { reconciliationStatement } from "./reconciliation-statement.ts";
import type { Report, ReportPeriod, ReportSection } from "./report.ts";
import { reserveReport } from "./reserves.ts";
import { settlementSummary } from "./settlement-summary.ts";

export const REPORT_FORMATS = ["csv", "xlsx"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** How a report leaves the house. A CSV holds one table: the first, unless another is named. `bom` is for CSV alone. */
export type ReportFileWish = ReportPeriod & { format: ReportFormat; language: ReportLanguage; section?: string | undefined; bom: boolean };
export type ReportFile = {
  readonly name: string;
  readonly contentType: string;
  bytes(): AsyncIterable<Uint8Array | string> | Iterable<string>;
};

const READERS: Readonly<Record<ReportName, (ctx: BooksContext, period: ReportPeriod) => Promise<Report>>> = {
  "settlement-summary": settlementSummary,
  "reconciliation-statement": reconciliationStatement,
  "open-breaks": openBreaks,
  "carry-forward": carryForward,
  fees: feeReport,
  "fee-claims": feeClaims,
  "payout-trail": payoutTrail,
  reserves: reserveReport,
  duplicates: duplicateReport,
  "audit-trail": auditTrail,
};

/** A report as a file, with the very rows and sums that the screen shows. Each verb says who may. */
export async function reportFile(ctx: BooksContext, name: ReportName, wish: ReportFileWish): Promise<ReportFile> {
  const report = await READERS[name](ctx, wish);
  const stem = `${name}-${report.first}${report.first === report.last ? "" : `-${report.last}`}`;
  if (wish.format === "xlsx") {
    const sheets = report.sections.map((section) => ({
      name: sectionIn(wish.language, section.name),
      table: tableOf(section, wish.language),
    }));
    return {
      name: `${stem}.xlsx`,
      contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      bytes: () => xlsxOf(sheets),
    };
  }
  const section = report.sections.find((each) => each.name === (wish.section ?? report.sections[0]?.name));
  if (section === undefined) throw new AppError("not_found", `${name} has no table ${wish.section}`);
  const part = section === report.sections[0] ? "" : `-${section.name}`;
  const table = tableOf(section, wish.language);
  return { name: `${stem}${part}.csv`, contentType: "text/csv; charset=utf-8", bytes: () => csvOf(table, { bom: wish.bom }) };
}

/** Rows with their sums below them; a column of its own tells sums from rows. */
function tableOf(section: ReportSection, language: ReportLanguage): Table {
  const { columns, rows, totals } = section;
  const cells = (row: ReportSection["rows"][number]): CellValue[] => columns.map(({ key }) => row[key] ?? null);
  const hasTotals = totals.length > 0;
  const marked = (mark: string | null, row: ReportSection["rows"][number]): CellValue[] => (hasTotals ? [mark, ...cells(row)] : cells(row));
  function* all(): Generator<CellValue[]> {
    for (const row of rows) yield marked(null, row);
    for (const total of totals) yield marked(totalIn(language), total);
  }
  const told = columns.map(({ key, kind }) => ({ heading: headingIn(language, key), kind }));
  const mark = { heading: language === "codes" ? "total" : totalIn(language), kind: "text" } as const;
  return { columns: hasTotals ? [mark, ...told] : told, rows: { [Symbol.iterator]: all } };
}
