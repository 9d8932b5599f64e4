/** How a settlement day stands. `version` is that of the close, or of the one that is being worked on. */
export const DAY_STATES = ["OPEN", "IN_REVIEW", "CLOSED", "REOPENED"] as const;
export type DayStateCode = (typeof DAY_STATES)[number];

export type DayState =
  | { readonly at: "OPEN" | "REOPENED"; readonly version: number }
  | { readonly at: "IN_REVIEW"; readonly version: number; readonly proposalId: string; readonly maker: string }
  | { readonly at: "CLOSED"; readonly version: number };

/** What has happened to a day (or a month): how often it was closed and re-opened, and the close that waits for a second person, if any. */
export type DayHistory = {
  readonly closes: number;
  readonly reopenings: number;
  readonly waiting: { readonly proposalId: string; readonly maker: string } | null;
};

/** Closes and re-openings alternate, so their numbers tell how the day stands. Throws when they cannot. */
export function dayStateOf({ closes, reopenings, waiting }: DayHistory): DayState {
  if (reopenings > closes || closes > reopenings + 1) throw new Error(`${closes} closes and ${reopenings} re-openings of one day`);
  if (closes > reopenings) return { at: "CLOSED", version: closes };
  const version = closes + 1;
  if (waiting) return { at: "IN_REVIEW", version, ...waiting };
  return { at: reopenings > 0 ? "REOPENED" : "OPEN", version };
}
