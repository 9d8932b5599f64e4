export { AskedPlan } from "./asked-plan.tsx";
export { AttemptBadge } from "./attempt-badge.tsx";
export { AttemptList } from "./attempt-list.tsx";
export { LiveQr } from "./live-qr.tsx";
export { EarlierUnclear, OutcomeNote } from "./outcome-note.tsx";
