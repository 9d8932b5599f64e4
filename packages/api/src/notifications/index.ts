export { findingView } from "./findings.ts";
export { createKeyHolder } from "./key-holder.ts";
export { readNotification, readNotifications } from "./read-ledger.ts";
export { replayNotification } from "./replay-notification.ts";
export { notificationsRouter } from "./router.ts";
