import { z } from "zod";
import type { AppError, AppErrorCode, FieldFault } from "../errors/index.ts";
import { named, told } from "./published.ts";

/** Everything that a call may be refused for: what verbs refuse, and what never reaches one. */
export type ProblemCode =
  | AppErrorCode | "method_not_allowed" | "unsupported_media_type" | "idempotency_key_reused" | "request_running" | "statement_refused"
  | "internal" | "unavailable"; // biome-ignore format: a list reads better

/** Status and title of each: the same every time, whatever was refused. */
export const PROBLEMS = {
  invalid_input: { status: 400, title: "Something in the request is not as it should be" },
  not_signed_in: { status: 401, title: "No valid API key came with the request" },
  not_allowed: { status: 403, title: "The API key lacks the scope for this" },
  own_request: { status: 403, title: "A second person decides this" },
  not_found: { status: 404, title: "There is no such thing" },
  method_not_allowed: { status: 405, title: "This address does not take that method" },
  changed_meanwhile: { status: 409, title: "It changed meanwhile: read it and decide again" },
  request_reused: { status: 409, title: "The same request was made with other content" },
  idempotency_key_reused: { status: 409, title: "The Idempotency-Key was used for another request" },
  request_running: { status: 409, title: "The first request with this Idempotency-Key is still running" },
  order_not_open: { status: 409, title: "The order can no longer be paid" },
  payment_not_paid: { status: 409, title: "The payment is not paid" },
  refund_not_possible: { status: 409, title: "This refund cannot be made" },
  refund_in_progress: { status: 409, title: "A refund is already on its way" },
  day_closed: { status: 409, title: "The day is closed" },
  day_not_ready: { status: 409, title: "Something still stands in the way of the close" },
  month_closed: { status: 409, title: "The month is closed" },
  resolution_not_possible: { status: 409, title: "This break cannot be resolved so" },
  second_level_needed: { status: 403, title: "A person of the second level decides this" },
  file_too_large: { status: 413, title: "The body is too large" },
  unsupported_media_type: { status: 415, title: "The body is of a kind that is not taken here" },
  refund_too_large: { status: 422, title: "The refund is larger than what is left" },
  statement_refused: { status: 422, title: "The file is no statement that can be taken in" },
  refused_by_qfpay: { status: 422, title: "QFPay refused it" },
  too_many_requests: { status: 429, title: "Too many calls: wait and try again" },
  internal: { status: 500, title: "Something went wrong on our side" },
  qfpay_unreachable: { status: 502, title: "QFPay cannot be reached" },
  unavailable: { status: 503, title: "The service cannot answer just now: try again" },
} as const satisfies Record<ProblemCode, { status: number; title: string }>;

/** A refusal that no verb has a word for. `retryAfter` in seconds. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly fields: readonly FieldFault[];
  readonly retryAfter: number | undefined;
  constructor(code: ProblemCode, detail: string, options: { fields?: readonly FieldFault[]; retryAfter?: number; cause?: unknown } = {}) {
    super(detail, { cause: options.cause });
    this.name = "Problem";
    this.code = code;
    this.fields = options.fields ?? [];
    this.retryAfter = options.retryAfter;
  }
}

export const problemSchema = named(
  "Problem",
  z.strictObject({
    type: told(z.url(), "Where this kind of problem is described."),
    title: told(z.string(), "The same for every problem of this kind."),
    status: told(z.int(), "The HTTP status."),
    detail: told(z.string(), "What it was this time, for people."),
    instance: told(z.string(), "Names this one refusal: tell it to support."),
    code: told(z.string(), "The kind, for programs: decide by it and never by the texts."),
    errors: told(
      z.array(
        z.strictObject({
          field: told(z.string(), "Path of the field, with dots."),
          fault: told(z.string(), "What is wrong with it, in one word."),
        }),
      ),
      "The fields at fault; empty where no field is.",
    ),
  }),
  {
    description: "Problem details as in RFC 9457.",
    examples: [
      {
        type: "https://pay.example.com/api/v1/docs#invalid_input",
        title: PROBLEMS.invalid_input.title,
        status: 400,
        detail: "amount: too_many_decimals",
        instance: "urn:uuid:019ab6d0-7d1c-7c6e-8f00-0d9b6c1f3a11",
        code: "invalid_input",
        errors: [{ field: "amount", fault: "too_many_decimals" }],
      },
    ],
  },
);
export type ProblemBody = z.infer<typeof problemSchema>;

/**
 * The body that tells of a refusal.
 * @param instance names this one refusal, for the log and for support
 */
export function problemBody(refusal: AppError | Problem, around: { publicUrl: string; instance: string }): ProblemBody {
  const { status, title } = PROBLEMS[refusal.code];
  return {
    type: `${around.publicUrl}/api/v1/docs#${refusal.code}`,
    title,
    status,
    detail: refusal.message,
    instance: around.instance,
    code: refusal.code,
    errors: refusal.fields.map(({ field, fault }) => ({ field, fault })),
  };
}
