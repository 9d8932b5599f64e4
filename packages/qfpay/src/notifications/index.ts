export type { Notice } from "./notice.ts";
export { type NotificationKey, type ReadNotification, readNotification } from "./read-notification.ts";
export { isNotificationSigned } from "./verify.ts";
