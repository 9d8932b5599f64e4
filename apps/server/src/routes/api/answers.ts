import { randomUUID } from "node:crypto";
import { AppError } from "@tillbook/api/errors";
import { PROBLEM_TYPE, Problem, problemBody, type Written } from "@tillbook/api/merchants-api";
import { isUnavailable } from "@tillbook/db/client";
import type { FastifyReply, FastifyRequest } from "fastify";

/** Names one refusal, in the answer and in the log. */
export function newInstance(): string {
  return `urn:uuid:${randomUUID()}`;
}

/** Sends what a call was answered with. */
export function sendWritten(reply: FastifyReply, answer: Written & { isReplayed: boolean }): FastifyReply {
  reply.code(answer.status);
  if (answer.location !== null) reply.header("location", answer.location);
  if (answer.isReplayed) reply.header("idempotency-replayed", "true");
  if (answer.contentType === null) return reply.send();
  return reply.type(answer.contentType).send(answer.body);
}

/** Tells of what went wrong as problem details, whatever it was. What broke inside is for the log alone. */
export function problemAnswers(publicUrl: string) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = problemOf(error);
    const body = problemBody(problem, { publicUrl, instance: newInstance() });
    if (body.status >= 500) request.log.error({ err: error, instance: body.instance }, "a call of the merchants' API failed");
    if (body.status === 401) reply.header("www-authenticate", 'Bearer realm="Tillbook"');
    if (problem instanceof Problem && problem.retryAfter !== undefined) reply.header("retry-after", problem.retryAfter);
    return reply.code(body.status).type(PROBLEM_TYPE).send(JSON.stringify(body));
  };
}

function problemOf(error: unknown): AppError | Problem {
  if (error instanceof AppError || error instanceof Problem) return error;
  if (isUnavailable(error)) return new Problem("unavailable", "the books cannot be reached just now: repeat the call", { retryAfter: 2 });
  switch (statusOf(error)) {
    case 400:
    case 414:
      return new Problem("invalid_input", "the request cannot be read");
    case 404:
      return new Problem("not_found", "there is no such address");
    case 413:
      return new Problem("file_too_large", "the body is larger than this address takes");
    case 415:
      return new Problem("unsupported_media_type", "this address takes another kind of body: see its content types");
    case undefined:
      return new Problem("internal", "something went wrong on our side: repeat the call, and tell us the instance if it stays so");
  }
}

function statusOf(error: unknown): 400 | 404 | 413 | 414 | 415 | undefined {
  if (typeof error !== "object" || error === null || !("statusCode" in error)) return undefined;
  const { statusCode } = error;
  return statusCode === 400 || statusCode === 404 || statusCode === 413 || statusCode === 414 || statusCode === 415
    ? statusCode
    : undefined;
}
