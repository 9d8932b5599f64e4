import { type Context } from "../context/index.ts";
import { AppError } from "../errors/index.ts";
import type { Answer, Call, Prepared } from "./operation.ts";
import { PROBLEMS, Problem, problemBody } from "./problems.ts";

/** An answer as it goes out, text and all: what a repeat of the call gets again. */
export type Written = {
  readonly status: number;
  readonly contentType: string | null;
  readonly location: string | null;
  readonly body: string;
};

export const PROBLEM_TYPE = "application/problem+json";

/**
 * Runs a call whose input was found right. What it is refused for is an answer as well. Throws when it did not come to an end: nobody
 * can say then how far it came, so the same call may be run again.
 * @param instance names the refusal, if it becomes one
 */
export async function perform(ctx: Context, prepared: Prepared, call: Call, instance: string): Promise<Written> {
  try {
    return written(await prepared(ctx, call));
  } catch (error) {
    if (!(error instanceof AppError || error instanceof Problem) || !isFinal(error)) throw error;
    const body = problemBody(error, { publicUrl: ctx.publicUrl, instance });
    return { status: body.status, contentType: PROBLEM_TYPE, location: null, body: JSON.stringify(body) };
  }
}

/** Refusals of our own making, and to wait, say nothing about the call itself. */
function isFinal({ code }: AppError | Problem): boolean {
  const { status } = PROBLEMS[code];
  return status < 500 && status !== 429;
}

function written({ status, body, location }: Answer): Written {
  return {
    status,
    contentType: body === null ? null : "application/json",
    location: location === undefined ? null : `/api/v1${location}`,
    body: body === null ? "" : JSON.stringify(body),
  };
}
