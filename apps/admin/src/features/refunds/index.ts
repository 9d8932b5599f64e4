export { RefundForm } from "./refund-form.tsx";
export { RefundList } from "./refund-list.tsx";
