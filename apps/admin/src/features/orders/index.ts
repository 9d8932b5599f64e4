export { CollectForm } from "./collect-form.tsx";
export { LinkPanel } from "./link-panel.tsx";
export { CancelOrder, CheckNow } from "./order-actions.tsx";
export { OrderBadge } from "./order-badge.tsx";
export { OrderFacts } from "./order-facts.tsx";
export { OrderFilters } from "./order-filters.tsx";
export { OrderList } from "./order-list.tsx";
export { OrderTimeline } from "./order-timeline.tsx";
