import type { FastifyReply } from "fastify";
import type { ZodError } from "zod";

/** JSON for a person at a terminal: indented, with a line end. */
export function sendJson(reply: FastifyReply, value: unknown, status = 200): FastifyReply {
  return reply
    .code(status)
    .type("application/json; charset=utf-8")
    .send(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** An error that says what is wrong and what to do. */
export function sendError(reply: FastifyReply, status: number, error: string): FastifyReply {
  return sendJson(reply, { error }, status);
}

/** What is wrong with a body, each time with the field that it is about. */
export function sentenceOf(error: ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`).join("; ");
}
