/** Paths of the gateway, below the API base; `direct` alone is below the redirect base. docs/qfpay.md#endpoints */
export const PATHS = {
  payment: "/trade/v1/payment",
  query: "/trade/v1/query",
  refund: "/trade/v1/refund",
  close: "/trade/v1/close",
  reversal: "/trade/v1/reversal",
  addNote: "/trade/v1/add_note",
  oauthCode: "/tool/v1/get_weixin_oauth_code",
  openid: "/tool/v1/get_weixin_openid",
  direct: "/q/direct",
} as const;

/** Header names. `signType` is left out for MD5, which is QFPay's default. docs/qfpay.md#signature */
export const HEADERS = { appCode: "X-QF-APPCODE", sign: "X-QF-SIGN", signType: "X-QF-SIGNTYPE" } as const;

/** The one body, with HTTP 200, that stops QFPay from repeating a notification. docs/qfpay.md#notifications */
export const NOTIFICATION_ANSWER = "SUCCESS";
