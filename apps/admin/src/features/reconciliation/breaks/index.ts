export { BreakDesk } from "./break-desk.tsx";
export { BreakStateBadge } from "./break-state-badge.tsx";
export { DecideDialog } from "./decide-dialog.tsx";
export { useBreakDeeds } from "./use-break-deeds.ts";
export { WaitingList } from "./waiting-list.tsx";
