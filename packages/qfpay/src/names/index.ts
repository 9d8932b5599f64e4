export { HEADERS, NOTIFICATION_ANSWER, PATHS } from "./paths.ts";
export { CANCEL_FLAGS, LIMIT_PAY_NO_CREDIT, NOTIFY_TYPES, ORDER_TYPES, PAY_TYPES, type PayType } from "./pay-types.ts";
export { CURRENT_CODES, type CurrentCode, LEGACY_CODES, type LegacyCode, RESP } from "./resp-codes.ts";
