export { CloseBadge } from "./close-badge.tsx";
export { DayClose } from "./day-close.tsx";
export { JournalList } from "./journal-list.tsx";
export { MonthClose } from "./month-close.tsx";
export { PriorItems } from "./prior-items.tsx";
