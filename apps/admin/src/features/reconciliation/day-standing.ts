import type { DayRow } from "@tillbook/api/reconciliation";

export type DayStanding = "closed" | "in_review" | "explained" | "stale" | "broken" | "off" | "waiting_file" | "not_run" | "quiet";

/** What a day wants from its reader, most urgent first. */
export function standingOf(
  row: Pick<DayRow, "state" | "runAt" | "isStale" | "isExplained" | "broken" | "fileStatus" | "transactions">,
): DayStanding {
  if (row.state === "CLOSED") return "closed";
  if (row.state === "IN_REVIEW") return "in_review";
  if (row.runAt === null) {
    if (row.fileStatus !== null) return "not_run";
    return row.transactions > 0 ? "waiting_file" : "quiet";
  }
  if (row.isStale) return "stale";
  if ((row.broken ?? 0) > 0) return "broken";
  return row.isExplained ? "explained" : row.fileStatus === null ? "waiting_file" : "off";
}
