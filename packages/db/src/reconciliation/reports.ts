import type { Sql } from "../client/sql.ts";
import { type AuditRow, auditBetween } from "./reports/audit-rows.ts";
import { type CarriedRow, carriedRows } from "./reports/carried-rows.ts";
import { type DuplicateFileRow, type DuplicateRow, duplicateFiles, duplicateRows } from "./reports/duplicate-rows.ts";
import { type FeeRow, feeRows } from "./reports/fee-rows.ts";
import { type ClockedRow, clockedRows, type LensPage, type LensStretch, type ShiftRow, shiftRows } from "./reports/lens-rows.ts";
import { type OpenBreakRow, openBreakRows } from "./reports/open-break-rows.ts";
import type { ReportStretch } from "./reports/runs-of.ts";
import { type SummaryRow, summaryRows } from "./reports/summary-rows.ts";
import { lastRunDay, type WatermarkRow, watermarkRowOf } from "./reports/watermark-row.ts";

export type Reports = ReturnType<typeof reportsOn>;

/** What reports are made from: the newest run of every day, the sealed one where a day is closed. */
export function reportsOn(sql: Sql) {
  return {
    /** From here to the end of the transaction everything is of one moment, and nothing can be written. Only as its first statement. */
    async readOnly(): Promise<void> {
      await sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    },
    summary: (stretch: ReportStretch): Promise<SummaryRow[]> => summaryRows(sql, stretch),
    fees: (stretch: ReportStretch): Promise<FeeRow[]> => feeRows(sql, stretch),
    carried: (accountId: string, last: string): Promise<CarriedRow[]> => carriedRows(sql, accountId, last),
    openBreaks: (accountId: string): Promise<OpenBreakRow[]> => openBreakRows(sql, accountId),
    clocks: (stretch: LensStretch, page: LensPage): Promise<ClockedRow[]> => clockedRows(sql, stretch, page),
    shifts: (stretch: LensStretch): Promise<ShiftRow[]> => shiftRows(sql, stretch),
    lastRunDay: (accountId: string): ReturnType<typeof lastRunDay> => lastRunDay(sql, accountId),
    watermark: (accountId: string, unrunFrom: Date): Promise<WatermarkRow> => watermarkRowOf(sql, accountId, unrunFrom),
    duplicates: (stretch: ReportStretch): Promise<DuplicateRow[]> => duplicateRows(sql, stretch),
    duplicateFiles: (accountId: string, from: Date, until: Date): Promise<DuplicateFileRow[]> =>
      duplicateFiles(sql, accountId, from, until),
    audit: (accountId: string, page: { from: Date; until: Date; after: bigint; limit: number }): Promise<AuditRow[]> =>
      auditBetween(sql, accountId, page),
  };
}

export type {
  AuditRow,
  CarriedRow,
  ClockedRow,
  DuplicateFileRow,
  DuplicateRow,
  FeeRow,
  OpenBreakRow,
  ReportStretch,
  ShiftRow,
  SummaryRow,
  WatermarkRow,
};
