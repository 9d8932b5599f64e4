export { DaySummary } from "./day-summary.tsx";
export { EntryDetail } from "./entry-detail.tsx";
export { EntryList } from "./entry-list.tsx";
export { MonthList } from "./month-list.tsx";
export { PullDay } from "./pull-day.tsx";
export { RunDay } from "./run-day.tsx";
export { useEntries } from "./use-entries.ts";
export { Watermark } from "./watermark.tsx";
