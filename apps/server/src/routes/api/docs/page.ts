import { readFileSync } from "node:fs";
import { PROBLEMS } from "@tillbook/api/merchants-api";
import { type Html, html, trusted } from "@tillbook/pay/html";
import { operationSection } from "./operation-section.ts";
import { inline, prose } from "./prose.ts";
import type { ReadDocument } from "./reading.ts";
import { fieldTable } from "./schema-table.ts";

const STYLES = trusted(readFileSync(new URL("./styles.css", import.meta.url), "utf8"));

/** The document for people: one page, no script, nothing from elsewhere. `nonce` is the one in its policy for styles. */
export function docsPage(document: ReadDocument, nonce: string): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tagged = document.tags.map((tag) => ({ tag, own: operations.filter(({ operation }) => operation.tags.includes(tag.name)) }));
  const server = document.servers[0]?.url ?? "";
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${document.info.title} API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<style nonce="${nonce}">${STYLES}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<nav aria-label="Contents">
<p class="brand">${document.info.title} API</p>
<ul>
<li><a href="#content">Overview</a></li>
${tagged.map(({ tag, own }) => html`<li><a href="#tag-${tag.name}">${tag.name}</a><ul>${own.map(({ operation }) => html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`)}</ul></li>`)}
<li><a href="#events">Events</a></li>
<li><a href="#schemas">Schemas</a></li>
<li><a href="#problems">Problems</a></li>
</ul>
</nav>
<main id="content">
<h1>${document.info.title} API <small>${document.info.version}</small></h1>
<p class="address"><code>${server}</code> <a href="openapi.json">openapi.json</a></p>
${prose(document.info.description)}
<h2 id="keys">API keys</h2>
<p>Send your key with every call: <code>Authorization: Bearer tb_live_…</code></p>
${prose(document.components.securitySchemes.apiKey.description)}
${tagged.map(
  ({ tag, own }) => html`<h2 id="tag-${tag.name}">${tag.name}</h2>${prose(tag.description)}
${own.map(({ path, method, operation }) => operationSection(document, operation, { method, path: `/api/v1${path}` }))}`,
)}
<h2 id="events">Events</h2>
${Object.values(document.webhooks).map(({ post }) => operationSection(document, post, { method: "post", path: "your address" }))}
<h2 id="schemas">Schemas</h2>
${Object.entries(document.components.schemas).map(
  ([name, schema]) =>
    html`<section id="schema-${name}"><h3>${name}</h3>${schema.description === undefined ? null : html`<p>${inline(schema.description)}</p>`}${fieldTable(schema)}</section>`,
)}
<h2 id="problems">Problems</h2>
<p>Every refusal has one of these codes. The text may change, the code does not.</p>
<dl class="answers">${problems()}</dl>
</main>
</body>
</html>
`.markup;
}

/** Each problem has a place of its own: its `type` points there. */
function problems(): Html[] {
  return Object.entries(PROBLEMS).map(
    ([code, { status, title }]) =>
      html`<div id="${code}"><dt class="status s${String(status).slice(0, 1)}">${status}</dt><dd><p><code>${code}</code> ${title}.</p></dd></div>`,
  );
}
