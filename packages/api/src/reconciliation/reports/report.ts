import { type Currency, currencySchema, formatMajor, money } from "@tillbook/domain/money";
import type { ReportName } from "@tillbook/domain/reconciliation/reports";
import type { SettlementDay } from "@tillbook/domain/time";
import type { BooksContext } from "../../settlement/index.ts";
import type { CellKind, CellValue } from "../../spreadsheets/index.ts";
import type { Heading, SectionName } from "./headings.ts";

/** Settlement days, both ends included. */
export type ReportPeriod = { first: SettlementDay; last: SettlementDay };

/** One row of a report by its headings: amounts are decimal text in major units, days `YYYY-MM-DD`, instants ISO text. */
export type ReportRow = { readonly [key in Heading]?: CellValue };

/** One table of a report. `totals` are sums over all rows, also where only the first of them are shown. */
export type ReportSection<Row extends ReportRow = ReportRow> = {
  name: SectionName;
  columns: { key: Heading; kind: CellKind }[];
  rows: Row[];
  rowCount: number;
  totals: Partial<Row>[];
};

/** A report as screens show it and files hold it: both are made from this. */
export type Report<Sections extends readonly ReportSection[] = readonly ReportSection[]> = {
  name: ReportName;
  account: string;
  first: string;
  last: string;
  madeAt: string;
  sections: Sections;
};

/** A report about the account at the desk, made now. */
export function reportOf<const Sections extends readonly ReportSection[]>(
  ctx: BooksContext,
  name: ReportName,
  { first, last }: ReportPeriod,
  sections: Sections,
): Report<Sections> {
  return { name, account: ctx.account.name, first, last, madeAt: ctx.clock.now().toISOString(), sections };
}

type Columns<Row> = readonly (readonly [key: Heading & keyof Row, kind: CellKind])[];

/** A table with its columns in order. */
export function sectionOf<Row extends ReportRow>(
  name: SectionName,
  columns: Columns<Row>,
  rows: Row[],
  totals: Partial<Row>[] = [],
): ReportSection<Row> {
  return { name, columns: columns.map(([key, kind]) => ({ key, kind })), rows, rowCount: rows.length, totals };
}

/** Leaves the first `limit` rows of each table in the report; counts and sums stay those of all. */
export function firstRows<R extends Report>(report: R, limit: number): R {
  for (const { rows } of report.sections) rows.splice(limit);
  return report;
}

/** Decimal text in major units. */
export function amountText(minor: bigint, currency: Currency): string {
  return formatMajor(money(minor, currency));
}

/** What to do with the rows of each currency, in alphabetical order; sums never cross currencies. */
export function byCurrency<Row extends { readonly currency: Currency }, Made>(
  rows: readonly Row[],
  make: (currency: Currency, rows: readonly Row[]) => Made,
): Made[] {
  const groups = Map.groupBy(rows, ({ currency }) => currency);
  return currencySchema.options.toSorted().flatMap((currency) => {
    const group = groups.get(currency);
    return group === undefined ? [] : [make(currency, group)];
  });
}

/** Sum of whole minor units of one currency. */
export function sumOf<Row>(rows: readonly Row[], figure: (row: Row) => bigint): bigint {
  return rows.reduce((sum, row) => sum + figure(row), 0n);
}
