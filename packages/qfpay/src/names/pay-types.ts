/** Payment types: a QR that the merchant shows, and a payment inside WeChat's browser. docs/qfpay.md#pay-types */
export const PAY_TYPES = { wechatQr: "800201", wechatJsapi: "800207" } as const;
export type PayType = (typeof PAY_TYPES)[keyof typeof PAY_TYPES];

/** What a row of an enquiry is about. `close` is seen in older documents only. */
export const ORDER_TYPES = { payment: "payment", refund: "refund", close: "close" } as const;

/** What a notification is about; other words have been seen and are tolerated. */
export const NOTIFY_TYPES = { payment: "payment", refund: "refund" } as const;

/** The `cancel` flag, which stands on the original payment's row. docs/qfpay.md#enquiry */
export const CANCEL_FLAGS = {
  none: "0",
  reversed: "1",
  cancelled: "2",
  refunded: "3",
  preauthorisationCompleted: "4",
  partlyRefunded: "5",
} as const;

/** Bars credit cards in `limit_pay`; Mainland merchants only. */
export const LIMIT_PAY_NO_CREDIT = "no_credit";
