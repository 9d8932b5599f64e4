import type { FastifyReply } from "fastify";
import { type Html, html } from "./html.ts";
import type { Language } from "./language.ts";

/** A whole page: `phone` draws the frame of a phone around it on a desk, `sheet` is a page inside the phone's browser. */
export type Page = {
  readonly language: Language;
  readonly title: string;
  readonly look: "phone" | "sheet" | "manual";
  readonly content: Html;
  readonly script?: string;
};

/** Sends a page. Nothing on it comes from elsewhere. */
export function sendPage(reply: FastifyReply, page: Page, status = 200): FastifyReply {
  const document = html`<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/simulator.css">
</head>
<body class="${page.look}">
${page.content}
${page.script !== undefined && html`<script src="${page.script}"></script>`}
</body>
</html>
`;
  return reply.code(status).header("cache-control", "no-store").type("text/html; charset=utf-8").send(document.markup);
}
