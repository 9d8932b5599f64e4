import { type Html, html } from "@tillbook/pay/html";
import { inline, prose } from "./prose.ts";
import type { ReadOperation, ReadParameter } from "./reading.ts";
import type { Reference } from "./reference.ts";
import { kindOf, nameIn } from "./schema-table.ts";
import type { DocsWords } from "./words.ts";

/** One operation: what it does, what it takes, what comes back. */
export function operationSection(reference: Reference, operation: ReadOperation, where: { method: string; path: string }): Html {
  const { words } = reference;
  return html`<section id="${operation.operationId}" class="operation">
<h3>${operation.summary}</h3>
<p class="address"><span class="method ${where.method}">${where.method.toUpperCase()}</span> <code>${where.path}</code></p>
<p class="id"><code>${operation.operationId}</code></p>
${prose(operation.description)}
${scopeOf(operation, words)}
${parameterList(reference, operation)}
${bodyPart(operation, words)}
${answerList(operation, words)}
${refusalList(reference, operation)}
</section>`;
}

function scopeOf({ security }: ReadOperation, words: DocsWords): Html | null {
  const scopes = security.flatMap((each) => Object.values(each).flat());
  return scopes.length === 0 ? null : html`<p>${words.scope} ${scopes.map((scope) => html`<code>${scope}</code>`)}</p>`;
}

function parameterList({ document, words }: Reference, { parameters }: ReadOperation): Html | null {
  const all = parameters.map((each) => (each.$ref === undefined ? each : (document.components.parameters[nameIn(each.$ref)] ?? each)));
  if (all.length === 0) return null;
  return html`<h4>${words.parameters}</h4><dl class="fields">${all.map((each) => parameterRow(each, words))}</dl>`;
}

function parameterRow({ name, in: place, required, description, schema }: ReadParameter, words: DocsWords): Html {
  const values = schema?.enum?.map((value) => html`<code>${String(value)}</code> `) ?? [];
  return html`<div><dt><code>${name ?? ""}</code> <span class="kind">${placeIn(place, words)}, ${schema ? kindOf(schema, words) : null}</span>${required === true ? html` <span class="must">${words.required}</span>` : null}</dt>
<dd>${description === undefined ? null : html`<p>${inline(description)}</p>`}${values.length > 0 && values.length <= 6 ? html`<p class="values">${values}</p>` : null}</dd></div>`;
}

function placeIn(place: string | undefined, words: DocsWords): string {
  return place === "path" || place === "query" || place === "header" ? words[place] : "";
}

function bodyPart({ requestBody }: ReadOperation, words: DocsWords): Html | null {
  if (!requestBody) return null;
  const { description, content } = requestBody;
  return html`<h4>${words.body}</h4>${description === undefined ? null : html`<p>${inline(description)}</p>`}${Object.entries(content).map(
    ([type, { schema, example }]) =>
      html`<p><code>${type}</code> ${schema ? kindOf(schema, words) : null}</p>${example === undefined ? null : html`<pre>${JSON.stringify(example, null, 2)}</pre>`}`,
  )}`;
}

/** What an operation answers when it does its work. */
function answerList({ responses }: ReadOperation, words: DocsWords): Html {
  const answers = Object.entries(responses).filter(([, { $ref }]) => $ref === undefined);
  return html`<h4>${words.answers}</h4><dl class="answers">${answers.map(([status, { description = "", content }]) => {
    const { schema, example } = content?.["application/json"] ?? {};
    return html`<div><dt class="status s${status.slice(0, 1)}">${status}</dt><dd><p>${inline(description)} ${schema ? kindOf(schema, words) : null}</p>
${example === undefined ? null : html`<details><summary>${words.example}</summary><pre>${JSON.stringify(example, null, 2)}</pre></details>`}</dd></div>`;
  })}</dl>`;
}

/** What it refuses, by code: what each says stands once, where all problems do. */
function refusalList({ document, words }: Reference, { responses }: ReadOperation): Html | null {
  const refusals = Object.entries(responses).flatMap(([status, { $ref }]) =>
    $ref === undefined ? [] : [{ status, codes: codesOf(document.components.responses[nameIn($ref)]) }],
  );
  if (refusals.length === 0) return null;
  return html`<h4>${words.refusals}</h4><ul class="refusals">${refusals.map(
    ({ status, codes }) =>
      html`<li><span class="status s${status.slice(0, 1)}">${status}</span>${codes.map((code) => html` <a href="#${code}"><code>${code}</code></a>`)}</li>`,
  )}</ul>`;
}

/** Every problem that a response may tell of: the document has an example of each. */
function codesOf(response: Reference["document"]["components"]["responses"][string] | undefined): string[] {
  return Object.values(response?.content ?? {}).flatMap(({ examples }) => Object.keys(examples ?? {}));
}
