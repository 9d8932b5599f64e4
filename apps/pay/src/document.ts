import { readFileSync } from "node:fs";
import { type Html, html, trusted } from "./html.ts";
import { LANGUAGE_NAMES, LANGUAGES, type Lang } from "./language.ts";
import { wordingFor } from "./wording.ts";

/** `nonce` is the one in the response's policy for this page's style and script; `path` is `/p/<token>`, without a query. */
export type PageOptions = { lang: Lang; nonce: string; path: string };

type Contents = {
  readonly title: string;
  readonly look: string;
  readonly body: Html;
  readonly smallPrint: string | null;
  readonly version: string | null; // none where there is nothing to compare with
  readonly isLive: boolean; // news may still come
  readonly isWaiting: boolean; // the customer waits for us
};

const STYLES = ownFile("./browser/styles.css");
const SCRIPT = ownFile("./browser/live.js");
const STATUS = html`<p class="note" role="status" id="said"></p>`;

/** The document around a card: head, language links, and the script where news may still come. */
export function wholeDocument(options: PageOptions, { title, look, body, smallPrint, version, isLive, isWaiting }: Contents): string {
  const { lang, nonce } = options;
  return html`<!doctype html>
<html lang="${lang}"${version === null ? null : html` data-version="${version}"`}>
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
${isWaiting ? lookAgain(options) : null}
<style nonce="${nonce}">${STYLES}</style>
</head>
<body>
<main class="${look}">${body}${isLive ? STATUS : null}</main>
<footer>${smallPrint === null ? null : html`<p>${smallPrint}</p>`}${languageLinks(options)}</footer>
${isLive ? liveScript(options) : null}
</body>
</html>
`.markup;
}

/** Without scripts the page asks again every 5 s, by GET of its clean address, whatever request it was the answer to. */
function lookAgain({ path, lang }: PageOptions): Html {
  return html`<noscript><meta http-equiv="refresh" content="5; url=${path}?lang=${lang}"></noscript>`;
}

function languageLinks({ lang, path }: PageOptions): Html {
  const links = LANGUAGES.map((each) =>
    each === lang
      ? html`<a href="${path}?lang=${each}" lang="${each}" hreflang="${each}" aria-current="true">${LANGUAGE_NAMES[each]}</a>`
      : html`<a href="${path}?lang=${each}" lang="${each}" hreflang="${each}">${LANGUAGE_NAMES[each]}</a>`,
  );
  return html`<nav aria-label="${wordingFor(lang)("page.language")}">${links}</nav>`;
}

/** The script is the same for all; what it needs to know stands in its data attributes, where everything is escaped. */
function liveScript({ lang, path, nonce }: PageOptions): Html {
  const say = wordingFor(lang);
  return html`<script nonce="${nonce}" data-path="${path}" data-lang="${lang}" data-updating="${say("live.updating")}" data-offline="${say("live.offline")}" data-copied="${say("live.copied")}" data-select="${say("live.selectAndCopy")}">${SCRIPT}</script>`;
}

/** A file of ours that goes into the page, without its comments and indentation. */
function ownFile(name: string): Html {
  const text = readFileSync(new URL(name, import.meta.url), "utf8");
  return trusted(text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*(\/\/.*)?\n|^\s+/gm, ""));
}
