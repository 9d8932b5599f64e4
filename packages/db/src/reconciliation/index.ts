export type { OurDay, Stretch, TheirDay } from "./month.ts";
export type { StoredLine, StoredTransaction } from "./read-entries.ts";
export type { StoredEntry, StoredRun } from "./rows.ts";
export { type Runs, runsOn } from "./runs.ts";
