import type { AppErrorCode, FieldFault } from "@tillbook/api/errors";
import { TRPCClientError } from "@trpc/client";
import { z } from "zod";

/** What the screen can say about a call that did not work: our code, or that nothing answered. */
export type Failure = { code: AppErrorCode | "internal" | "unreachable"; fields: readonly FieldFault[] };

const CODES = [
  "not_found",
  "not_signed_in",
  "not_allowed",
  "changed_meanwhile",
  "invalid_input",
  "request_reused",
  "order_not_open",
  "payment_not_paid",
  "refund_too_large",
  "refund_not_possible",
  "own_request",
  "refund_in_progress",
  "refused_by_qfpay",
  "qfpay_unreachable",
  "too_many_requests",
  "file_too_large",
  "day_closed",
  "day_not_ready",
  "month_closed",
  "resolution_not_possible",
  "second_level_needed",
  "internal",
] as const satisfies readonly (AppErrorCode | "internal")[];

const failureData = z.object({
  appCode: z.enum(CODES).catch("internal"),
  fields: z.array(z.object({ field: z.string(), fault: z.string(), params: z.record(z.string(), z.string()).exactOptional() })).catch([]),
});

/** Reads any thrown value as a {@link Failure}. A call without an answer is `unreachable`: it may or may not have happened. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CallFailed) return error.failure;
  if (error instanceof TRPCClientError) {
    const data: unknown = error.data;
    return data === undefined || data === null ? { code: "unreachable", fields: [] } : readFailure(data);
  }
  return { code: "internal", fields: [] };
}

/** Reads the error body of the staff side, tRPC's or REST's: both carry `appCode` and `fields`. */
export function readFailure(body: unknown): Failure {
  const read = failureData.safeParse(body);
  return read.success ? { code: read.data.appCode, fields: read.data.fields } : { code: "internal", fields: [] };
}

/** A call outside of tRPC (sign-in, upload) that was refused. */
export class CallFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.name = "CallFailed";
    this.failure = failure;
  }
}

export function isSignedOut(error: unknown): boolean {
  return failureOf(error).code === "not_signed_in";
}

/** Whether the same read may succeed if asked again. A refusal will not. */
export function mayPass(error: unknown): boolean {
  const { code } = failureOf(error);
  return code === "unreachable" || code === "internal" || code === "qfpay_unreachable";
}
