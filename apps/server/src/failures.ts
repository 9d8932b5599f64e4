import type { AppErrorCode } from "@tillbook/api/errors";
import { isUnavailable } from "@tillbook/db/client";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { API_PREFIX, problemAnswers } from "./routes/api/index.ts";

/**
 * What a caller learns of a request that no verb answered: a word for what to do, and the sentence of the framework where the request
 * itself was at fault. What broke inside is for the log alone.
 */
export function answerFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = error.statusCode ?? 500;
  if (status < 500) return reply.code(status).send({ appCode: appCodeOf(status), message: error.message, fields: [] });
  request.log.error({ err: error }, "a request failed");
  if (isUnavailable(error))
    return reply.code(503).send({ appCode: "internal", message: "our database cannot be reached: try again soon", fields: [] });
  return reply.code(500).send({ appCode: "internal", message: "something went wrong on our side", fields: [] });
}

/** As {@link answerFailure}, for requests that reach no route: their answers pass no hook, so they bring their headers along. */
export function unroutable(publicUrl: string) {
  const answerProblem = problemAnswers(publicUrl);
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    reply.headers({
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cache-control": "no-store",
    });
    if (request.url.startsWith(`${API_PREFIX}/`)) answerProblem(error, request, reply);
    else answerFailure(error, request, reply);
  };
}

function appCodeOf(status: number): AppErrorCode {
  if (status === 404) return "not_found";
  if (status === 413) return "file_too_large";
  return status === 429 ? "too_many_requests" : "invalid_input";
}
