import type { Standing } from "./standing.ts";

/** A file that would take part and speaks about a day that is closed is late: it counts, but moves nothing that was sealed. */
export function standingAfterCloses(standing: Standing, days: readonly string[], closedDays: readonly string[]): Standing {
  const isLate = standing.status === "ACTIVE" && days.some((day) => closedDays.includes(day));
  return isLate ? { ...standing, status: "ACTIVE_LATE" } : standing;
}
