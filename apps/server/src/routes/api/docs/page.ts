import { readFileSync } from "node:fs";
import { LANGUAGE_NAMES, LANGUAGES } from "@tillbook/pay";
import { type Html, html, trusted } from "@tillbook/pay/html";
import { operationSection } from "./operation-section.ts";
import { inline, prose } from "./prose.ts";
import type { Reference } from "./reference.ts";
import { fieldTable } from "./schema-table.ts";

const STYLES = trusted(readFileSync(new URL("./styles.css", import.meta.url), "utf8"));

/** The document for people: one page, no script, nothing from elsewhere. `nonce` is the one in its policy for styles. */
export function docsPage(reference: Reference, nonce: string): string {
  const { lang, words, document } = reference;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tagged = document.tags.map((tag) => ({ tag, own: operations.filter(({ operation }) => operation.tags.includes(tag.name)) }));
  const server = document.servers[0]?.url ?? "";
  return html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<title>${document.info.title} API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<style nonce="${nonce}">${STYLES}</style>
</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header>
<p class="brand">${document.info.title} API</p>
${languageLinks(reference)}
<nav aria-label="${words.contents}">
<ul>
<li><a href="#content">${words.overview}</a></li>
<li><a href="#keys">${words.keys}</a></li>
${tagged.map(({ tag, own }) => html`<li><a href="#tag-${tag.name}">${tag.title}</a><ul>${own.map(({ operation }) => html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`)}</ul></li>`)}
<li><a href="#events">${words.events}</a></li>
<li><a href="#schemas">${words.schemas}</a></li>
<li><a href="#problems">${words.problems}</a></li>
</ul>
</nav>
</header>
<main id="content">
<h1>${document.info.title} API <small>${document.info.version}</small></h1>
<p class="address"><code>${server}</code> <a href="openapi.json">openapi.json</a></p>
${prose(document.info.description)}
${keys(reference)}
${tagged.map(
  ({ tag, own }) => html`<h2 id="tag-${tag.name}">${tag.title}</h2>${prose(tag.description)}
${own.map(({ path, method, operation }) => operationSection(reference, operation, { method, path: `/api/v1${path}` }))}`,
)}
<h2 id="events">${words.events}</h2>
${Object.values(document.webhooks).map(({ post }) => operationSection(reference, post, { method: "post", path: words.yourAddress }))}
<h2 id="schemas">${words.schemas}</h2>
${Object.entries(document.components.schemas).map(
  ([name, schema]) =>
    html`<section id="schema-${name}"><h3><code>${name}</code></h3>${schema.description === undefined ? null : html`<p>${inline(schema.description)}</p>`}${fieldTable(schema, words)}</section>`,
)}
<h2 id="problems">${words.problems}</h2>
<p>${words.problemsNote}</p>
${problems(reference)}
</main>
</body>
</html>
`.markup;
}

/** By its own address, so that a link can be sent on in the language that it was read in. */
function languageLinks({ lang, words }: Reference): Html {
  const links = LANGUAGES.map((each) =>
    each === lang
      ? html`<a href="?lang=${each}" lang="${each}" hreflang="${each}" aria-current="true">${LANGUAGE_NAMES[each]}</a>`
      : html`<a href="?lang=${each}" lang="${each}" hreflang="${each}">${LANGUAGE_NAMES[each]}</a>`,
  );
  return html`<nav class="languages" aria-label="${words.language}">${links}</nav>`;
}

function keys({ words, document, scopes }: Reference): Html {
  return html`<h2 id="keys">${words.keys}</h2>
<p>${words.send} <code>Authorization: Bearer tb_live_…</code></p>
<p>${inline(document.components.securitySchemes.apiKey.description)}</p>
<p>${words.scopes}</p>
<ul>${scopes.map(({ scope, text }) => html`<li><code>${scope}</code> ${text}</li>`)}</ul>`;
}

/** Each problem has a place of its own: its `type` points there. */
function problems({ problems }: Reference): Html {
  return html`<dl class="answers">${problems.map(
    ({ code, status, title }) =>
      html`<div id="${code}"><dt class="status s${String(status).slice(0, 1)}">${status}</dt><dd><p><code>${code}</code> ${title}</p></dd></div>`,
  )}</dl>`;
}
