import type { Order } from "@tillbook/domain/orders";
import { type TRPCDefaultErrorShape as DefaultErrorShape, initTRPC, type TRPC_ERROR_CODE_KEY, TRPCError } from "@trpc/server";
import { z } from "zod";
import type { Context } from "./context/index.ts";
import { AppError, type AppErrorCode, type FieldFault } from "./errors/index.ts";

const TRPC_CODE = {
  not_found: "NOT_FOUND",
  not_signed_in: "UNAUTHORIZED",
  not_allowed: "FORBIDDEN",
  changed_meanwhile: "CONFLICT",
  invalid_input: "BAD_REQUEST",
  request_reused: "CONFLICT",
  order_not_open: "PRECONDITION_FAILED",
  payment_not_paid: "PRECONDITION_FAILED",
  refund_too_large: "BAD_REQUEST",
  refund_not_possible: "PRECONDITION_FAILED",
  own_request: "FORBIDDEN",
  refund_in_progress: "CONFLICT",
  refused_by_qfpay: "BAD_REQUEST",
  qfpay_unreachable: "BAD_GATEWAY",
  too_many_requests: "TOO_MANY_REQUESTS",
  file_too_large: "PAYLOAD_TOO_LARGE",
  day_closed: "PRECONDITION_FAILED",
  day_not_ready: "PRECONDITION_FAILED",
  month_closed: "PRECONDITION_FAILED",
  resolution_not_possible: "PRECONDITION_FAILED",
  second_level_needed: "FORBIDDEN",
} satisfies Record<AppErrorCode, TRPC_ERROR_CODE_KEY>;

/** What a refused call tells the screen: a code to translate, and the fields at fault. Never a cause or a stack. */
export type ErrorData = { appCode: AppErrorCode | "internal"; fields: readonly FieldFault[] };

/** `enter` reads the session and answers who acts for which account; it refuses (`not_signed_in`) when there is none. */
export type StaffCall = { enter(): Promise<Context> };

/** The staff side: every procedure has a signed-in person and an account. */
export const staff = initTRPC.context<StaffCall>().create({
  errorFormatter: safeShape,
  sse: { ping: { enabled: true, intervalMs: 10_000 }, client: { reconnectAfterInactivityMs: 25_000 } },
});

/** A call of the staff side. The session is read here, so no procedure can be reached without one. */
export const staffProcedure = staff.procedure.use(async ({ ctx, next }) => {
  const result = await next({ ctx: await asTrpc(() => ctx.enter()) });
  if (!result.ok) throw translated(result.error);
  return result;
});

/** `openLink` finds the order behind a token, and its account; it refuses (`not_found`) when there is none. */
export type PublicCall = { openLink(token: string): Promise<{ ctx: Context; order: Order }> };

/** The customer's side: nobody is signed in, a link's token is all they have. */
export const publicDesk = initTRPC.context<PublicCall>().create({ errorFormatter: safeShape });

/** A call of the customer's side. */
export const publicProcedure = publicDesk.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok) throw translated(result.error);
  return result;
});

async function asTrpc<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translated(error);
  }
}

function translated(error: unknown): unknown {
  const cause = error instanceof TRPCError ? error.cause : error;
  return cause instanceof AppError ? new TRPCError({ code: TRPC_CODE[cause.code], message: cause.message, cause }) : error;
}

/** Without causes and stacks: what went wrong inside is for the log. */
function safeShape({ shape, error }: { shape: DefaultErrorShape; error: TRPCError }) {
  const isForCaller = error.cause instanceof AppError || error.cause instanceof z.ZodError;
  const message = isForCaller ? shape.message : "something went wrong on our side";
  return { ...shape, message, data: { code: shape.data.code, httpStatus: shape.data.httpStatus, ...errorData(error) } };
}

function errorData(error: TRPCError): ErrorData {
  if (error.cause instanceof AppError) return { appCode: error.cause.code, fields: error.cause.fields };
  if (error.cause instanceof z.ZodError) return { appCode: "invalid_input", fields: error.cause.issues.flatMap(fieldFaults) };
  if (error.code === "TOO_MANY_REQUESTS") return { appCode: "too_many_requests", fields: [] };
  return { appCode: error.code === "BAD_REQUEST" || error.code === "NOT_FOUND" ? "invalid_input" : "internal", fields: [] };
}

/** Schemas write fault words as their messages, which screens translate; a check without a word of its own is `not_accepted`. */
function fieldFaults(issue: z.core.$ZodIssue): FieldFault[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ field: [...issue.path, key].join("."), fault: "not_accepted" }));
  return [{ field: issue.path.join("."), fault: /^[a-z_]+$/.test(issue.message) ? issue.message : "not_accepted" }];
}
