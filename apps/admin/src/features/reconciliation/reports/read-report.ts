import type { Report } from "@tillbook/api/reconciliation/reports";
import type { ReportName } from "@tillbook/domain/reconciliation/reports";
import { staffClient } from "../../../lib/trpc.ts";

export type Period = { first: string; last: string };
const { reports } = staffClient.reconciliation;

/** The first thousand rows of each table of a report, and the sums of all of them. */
export function readReport(name: ReportName, { first, last }: Period): Promise<Report> {
  const period = { first, last };
  switch (name) {
    case "settlement-summary":
      return reports.settlementSummary.query(period);
    case "reconciliation-statement":
      return reports.statement.query(period);
    case "open-breaks":
      return reports.openBreaks.query();
    case "carry-forward":
      return reports.carryForward.query(period);
    case "fees":
      return reports.fees.query(period);
    case "fee-claims":
      return reports.feeClaims.query(period);
    case "payout-trail":
      return reports.payoutTrail.query(period);
    case "reserves":
      return reports.reserves.query(period);
    case "duplicates":
      return reports.duplicates.query(period);
    case "audit-trail":
      return reports.auditTrail.query(period);
  }
}

/** The address of a report as a file, in the reader's language. A CSV holds one table. */
export function fileAddress(name: ReportName, period: Period, how: { format: "csv" | "xlsx"; lang: string; section?: string }): string {
  const { format, lang, section } = how;
  const query = { ...period, format, lang, ...(section === undefined ? {} : { section }), ...(format === "csv" ? { bom: "1" } : {}) };
  return `/api/reports/${name}?${new URLSearchParams(query).toString()}`;
}
