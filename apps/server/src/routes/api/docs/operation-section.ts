import { type Html, html } from "@tillbook/pay/html";
import { inline, prose } from "./prose.ts";
import type { ReadDocument, ReadOperation, ReadParameter } from "./reading.ts";
import { kindOf, nameIn } from "./schema-table.ts";

/** One operation: what it does, what it takes, what comes back. */
export function operationSection(document: ReadDocument, operation: ReadOperation, where: { method: string; path: string }): Html {
  return html`<section id="${operation.operationId}" class="operation">
<h3>${operation.summary}</h3>
<p class="address"><span class="method ${where.method}">${where.method.toUpperCase()}</span> <code>${where.path}</code></p>
<p class="id"><code>${operation.operationId}</code></p>
${prose(operation.description)}
${parameterList(document, operation)}
${bodyPart(operation)}
${responseList(document, operation)}
</section>`;
}

function parameterList(document: ReadDocument, { parameters }: ReadOperation): Html | null {
  const all = parameters.map((each) => (each.$ref === undefined ? each : (document.components.parameters[nameIn(each.$ref)] ?? each)));
  if (all.length === 0) return null;
  return html`<h4>Parameters</h4><dl class="fields">${all.map(parameterRow)}</dl>`;
}

function parameterRow({ name, in: place, required, description, schema }: ReadParameter): Html {
  const values = schema?.enum?.map((value) => html`<code>${String(value)}</code> `) ?? [];
  return html`<div><dt><code>${name ?? ""}</code> <span class="kind">${place ?? ""}, ${schema ? kindOf(schema) : null}</span>${required === true ? html` <span class="must">required</span>` : null}</dt>
<dd>${description === undefined ? null : html`<p>${inline(description)}</p>`}${values.length > 0 && values.length <= 6 ? html`<p class="values">${values}</p>` : null}</dd></div>`;
}

function bodyPart({ requestBody }: ReadOperation): Html | null {
  if (!requestBody) return null;
  return html`<h4>Body</h4>${Object.entries(requestBody.content).map(
    ([type, { schema, example }]) =>
      html`<p><code>${type}</code> ${schema ? kindOf(schema) : null}</p>${example === undefined ? null : html`<pre>${JSON.stringify(example, null, 2)}</pre>`}`,
  )}`;
}

function responseList(document: ReadDocument, { responses }: ReadOperation): Html {
  return html`<h4>Answers</h4><dl class="answers">${Object.entries(responses).map(([status, response]) => {
    const { description = "" } = response.$ref === undefined ? response : (document.components.responses[nameIn(response.$ref)] ?? {});
    const json = response.content?.["application/json"];
    const example = json?.example;
    return html`<div><dt class="status s${status.slice(0, 1)}">${status}</dt><dd><p>${inline(description)} ${json?.schema ? kindOf(json.schema) : null}</p>
${example === undefined ? null : html`<details><summary>Example</summary><pre>${JSON.stringify(example, null, 2)}</pre></details>`}</dd></div>`;
  })}</dl>`;
}
