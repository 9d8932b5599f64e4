import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { docsPage } from "./page.ts";
import { readDocument } from "./reading.ts";

/** The document as a page, at `docs`. */
export function docsRoute(app: FastifyInstance, document: object): void {
  const read = readDocument(document);
  app.get("/docs", (_request, reply) => {
    const nonce = randomBytes(16).toString("base64");
    reply.header(
      "content-security-policy",
      `default-src 'none'; style-src 'nonce-${nonce}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    return reply.type("text/html; charset=utf-8").send(docsPage(read, nonce));
  });
}
