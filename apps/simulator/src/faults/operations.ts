/** Where a fault can strike: QFPay's calls, the wallet's taking of the money, and QFPay's notifications. */
export const OPERATIONS = [
  "payment",
  "query",
  "refund",
  "close",
  "reversal",
  "add_note",
  "get_weixin_oauth_code",
  "get_weixin_openid",
  "charge",
  "notification",
] as const;

export type Operation = (typeof OPERATIONS)[number];

/** The calls whose answer is JSON. */
export const CALLS = [
  "payment",
  "query",
  "refund",
  "close",
  "reversal",
  "add_note",
  "get_weixin_openid",
] as const satisfies readonly Operation[];

/** Everything that comes over QFPay's API, the address that the customer's browser opens included. */
export const REQUESTS = [...CALLS, "get_weixin_oauth_code"] as const satisfies readonly Operation[];

/** Calls that make a row. */
export const MAKING = ["payment", "refund", "close", "reversal"] as const satisfies readonly Operation[];

/** What is called over the API. */
export type CallOperation = (typeof REQUESTS)[number];
