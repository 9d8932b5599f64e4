/** Everything a verb may refuse, in one list. Screens translate the code; the message is for logs and API callers. */
export type AppErrorCode =
  | "not_found" | "not_signed_in" | "not_allowed" | "changed_meanwhile" | "invalid_input" | "request_reused"
  | "order_not_open" | "payment_not_paid" | "refund_too_large" | "refund_in_progress" | "refused_by_qfpay"
  | "qfpay_unreachable" | "too_many_requests" | "file_too_large" | "day_closed"; // biome-ignore format: a list reads better

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
