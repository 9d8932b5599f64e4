/** Reports on settlement and its closing, by the names under which they are asked for. */
export const REPORT_NAMES = [
  "settlement-summary",
  "reconciliation-statement",
  "open-breaks",
  "carry-forward",
  "fees",
  "fee-claims",
  "payout-trail",
  "reserves",
  "duplicates",
  "audit-trail",
] as const;
export type ReportName = (typeof REPORT_NAMES)[number];
