export { type Claims, claimsOf } from "./claims.ts";
export type { Notice } from "./notice.ts";
export {
  type KeyName,
  MOST_NOTIFICATION_KEYS,
  type NotificationKey,
  type ReadNotification,
  readNotification,
} from "./read-notification.ts";
export { isNotificationSigned } from "./verify.ts";
