import { type Html, html } from "@tillbook/pay/html";
import { inline } from "./prose.ts";
import type { SchemaPart } from "./reading.ts";

/** The fields of an object, one row each; objects inside it open below their row. */
export function fieldTable(part: SchemaPart): Html | null {
  const fields = Object.entries(part.properties ?? {});
  if (fields.length === 0) return null;
  const required = new Set(part.required);
  return html`<dl class="fields">${fields.map(([name, each]) => fieldRow(name, each, required.has(name)))}</dl>`;
}

function fieldRow(name: string, part: SchemaPart, isRequired: boolean): Html {
  const inner = objectIn(part);
  return html`<div><dt><code>${name}</code> <span class="kind">${kindOf(part)}</span>${isRequired ? html` <span class="must">required</span>` : null}</dt>
<dd>${part.description === undefined ? null : html`<p>${inline(part.description)}</p>`}${words(part)}${inner ? fieldTable(inner) : null}</dd></div>`;
}

function words(part: SchemaPart): Html | null {
  const values = (part.enum ?? part.items?.enum ?? []).map((value) => html`<code>${String(value)}</code> `);
  const usual = typeof part.default === "number" ? html`<p class="values">Usually <code>${part.default}</code></p>` : null;
  return html`${values.length === 0 ? null : html`<p class="values">${values}</p>`}${usual}`;
}

/** How a field is written, in a few words; what stands in the document by name is a link. */
export function kindOf(part: SchemaPart): Html {
  if (part.$ref !== undefined) return html`<a href="#schema-${nameIn(part.$ref)}">${nameIn(part.$ref)}</a>`;
  if (part.anyOf) return html`${part.anyOf.map((each, index) => html`${index === 0 ? null : " or "}${kindOf(each)}`)}`;
  const types = [part.type ?? []].flat();
  if (types.includes("array") && part.items) return html`list of ${kindOf(part.items)}`;
  return html`${types.map((type) => (type === "string" && part.format !== undefined ? part.format : type)).join(" or ")}`;
}

function objectIn(part: SchemaPart): SchemaPart | undefined {
  return [part, part.items, ...(part.anyOf ?? [])].find((each) => each?.properties !== undefined);
}

/** The last part of a reference. */
export function nameIn(reference: string): string {
  return reference.split("/").at(-1) ?? reference;
}
