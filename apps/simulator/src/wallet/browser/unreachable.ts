import type { IncomingMessage } from "node:http";
import { html, LANGUAGE_COOKIE, LANGUAGES, type Language, readCookie } from "../../page/index.ts";
import { sayIn } from "../texts/index.ts";

/** What the phone's browser shows when nothing answers. A page without style: it stands on the silent site's origin. */
export function unreachablePage(request: IncomingMessage, target: URL): string {
  const chosen = readCookie(request.headers.cookie, LANGUAGE_COOKIE);
  const language: Language = LANGUAGES.find((candidate) => candidate === chosen) ?? "en";
  const say = sayIn(language);
  return html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${say("unreachableTitle")}</title></head>
<body><main><h1>${say("unreachableTitle")}</h1><p>${say("unreachableText", { host: target.host })}</p></main></body></html>`.markup;
}
