import { randomBytes } from "node:crypto";
import { pickLanguage } from "@tillbook/pay";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { docsPage } from "./page.ts";
import { readDocument } from "./reading.ts";
import { referencesOf } from "./reference.ts";

const asked = z.object({ lang: z.string().max(16).optional() });

/** The document as a page, at `docs`, in the language of `?lang=` or else the browser's. */
export function docsRoute(app: FastifyInstance, document: object): void {
  const references = referencesOf(readDocument(document));
  app.get("/docs", (request, reply) => {
    const nonce = randomBytes(16).toString("base64");
    const lang = pickLanguage(request.headers["accept-language"], asked.safeParse(request.query).data?.lang);
    reply.header(
      "content-security-policy",
      `default-src 'none'; style-src 'nonce-${nonce}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    return reply.header("vary", "accept-language").type("text/html; charset=utf-8").send(docsPage(references[lang], nonce));
  });
}
