export { NotificationFacts } from "./notification-facts.tsx";
export { NotificationFilters } from "./notification-filters.tsx";
export { NotificationList } from "./notification-list.tsx";
export { ReplayButton } from "./replay-button.tsx";
export { ReplayList } from "./replay-list.tsx";
