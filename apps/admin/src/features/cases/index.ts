export { CaseBadge } from "./case-badge.tsx";
export { CaseChoices, ChoicesOf } from "./case-choices.tsx";
export { CaseFacts } from "./case-facts.tsx";
export { CaseFilters } from "./case-filters.tsx";
export { CaseList } from "./case-list.tsx";
export { CaseState } from "./case-state.tsx";
export { CaseStory } from "./case-story.tsx";
export { NoticeComparison } from "./notice-comparison.tsx";
export { TwinPayments } from "./twin-payments.tsx";
