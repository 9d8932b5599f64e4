import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Deps } from "../deps.ts";

/** Sign-in and sign-out, answered by better-auth. It gets the socket's address, never one that a header claims. */
export async function authRoutes(app: FastifyInstance, { deps }: { deps: Deps }): Promise<void> {
  app.route({
    method: ["GET", "POST"],
    url: "/api/auth/*",
    bodyLimit: 16 * 1024,
    async handler(request, reply) {
      const answer = await deps.auth.handler(asWebRequest(request, deps.publicUrl));
      reply.code(answer.status);
      answer.headers.forEach((value, name) => {
        if (name !== "set-cookie") reply.header(name, value);
      });
      for (const value of answer.headers.getSetCookie()) reply.header("set-cookie", value);
      return reply.send(answer.body === null ? null : await answer.text());
    },
  });
}

function asWebRequest(request: FastifyRequest, publicUrl: string): Request {
  const headers = webHeaders(request);
  headers.set("x-tillbook-address", request.ip);
  const body = request.method === "POST" ? JSON.stringify(request.body ?? {}) : undefined;
  return new Request(new URL(request.url, publicUrl), { method: request.method, headers, ...(body === undefined ? {} : { body }) });
}

/** The request's headers as the web has them. */
export function webHeaders(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (name === "content-length" || value === undefined) continue;
    headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}
