export { mustBeRefused, type Posted, posted } from "./forge.ts";
export { Notifier, type Volley } from "./notifier.ts";
export { nextDelivery, noticeState } from "./schedule.ts";
