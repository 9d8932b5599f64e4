export { Notifier } from "./notifier.ts";
export { nextDelivery, noticeState } from "./schedule.ts";
