/** Everything a verb may refuse, in one list. Screens translate the code; the message is for logs and API callers. */
export type AppErrorCode =
  | "not_found" | "not_signed_in" | "not_allowed" | "changed_meanwhile" | "invalid_input" | "request_reused"
  | "order_not_open" | "payment_not_paid" | "refund_too_large" | "refund_not_possible" | "refund_in_progress" | "own_request" | "refused_by_qfpay"
  | "qfpay_unreachable" | "too_many_requests" | "file_too_large" | "day_closed" | "day_not_ready" | "month_closed"
  | "resolution_not_possible" | "second_level_needed"; // biome-ignore format: a list reads better

export type FieldFault = { field: string; fault: string; params?: Readonly<Record<string, string>> };

/** A refusal that the caller is meant to read: a code, the fields at fault, and what to do next. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly fields: readonly FieldFault[];
  constructor(code: AppErrorCode, message: string, options: { fields?: readonly FieldFault[]; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.fields = options.fields ?? [];
  }
}

const HTTP_STATUS = {
  not_found: 404,
  not_signed_in: 401,
  not_allowed: 403,
  changed_meanwhile: 409,
  invalid_input: 400,
  request_reused: 409,
  order_not_open: 412,
  payment_not_paid: 412,
  refund_too_large: 400,
  refund_not_possible: 412,
  own_request: 403,
  refund_in_progress: 409,
  refused_by_qfpay: 400,
  qfpay_unreachable: 502,
  too_many_requests: 429,
  file_too_large: 413,
  day_closed: 412,
  day_not_ready: 412,
  month_closed: 412,
  resolution_not_possible: 412,
  second_level_needed: 403,
} satisfies Record<AppErrorCode, number>;

/** HTTP status of a refusal, for plain routes. */
export function httpStatusOf(code: AppErrorCode): number {
  return HTTP_STATUS[code];
}
