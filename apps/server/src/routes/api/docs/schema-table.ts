import { type Html, html } from "@tillbook/pay/html";
import { inline } from "./prose.ts";
import type { SchemaPart } from "./reading.ts";
import type { DocsWords } from "./words.ts";

/** The fields of an object, one row each; objects inside it open below their row. */
export function fieldTable(part: SchemaPart, words: DocsWords): Html | null {
  const fields = Object.entries(part.properties ?? {});
  if (fields.length === 0) return null;
  const required = new Set(part.required);
  return html`<dl class="fields">${fields.map(([name, each]) => fieldRow({ name, part: each, isRequired: required.has(name) }, words))}</dl>`;
}

type Field = { readonly name: string; readonly part: SchemaPart; readonly isRequired: boolean };

function fieldRow({ name, part, isRequired }: Field, words: DocsWords): Html {
  const inner = objectIn(part);
  return html`<div><dt><code>${name}</code> <span class="kind">${kindOf(part, words)}</span>${isRequired ? html` <span class="must">${words.required}</span>` : null}</dt>
<dd>${part.description === undefined ? null : html`<p>${inline(part.description)}</p>`}${valuesOf(part, words)}${inner ? fieldTable(inner, words) : null}</dd></div>`;
}

function valuesOf(part: SchemaPart, words: DocsWords): Html | null {
  const values = (part.enum ?? part.items?.enum ?? []).map((value) => html`<code>${String(value)}</code> `);
  const usual = typeof part.default === "number" ? html`<p class="values">${words.usually} <code>${part.default}</code></p>` : null;
  return html`${values.length === 0 ? null : html`<p class="values">${values}</p>`}${usual}`;
}

/** How a field is written, in a few words; what stands in the document by name is a link. JSON's own words stay as they are. */
export function kindOf(part: SchemaPart, words: DocsWords): Html {
  if (part.$ref !== undefined) return html`<a href="#schema-${nameIn(part.$ref)}">${nameIn(part.$ref)}</a>`;
  if (part.anyOf) return html`${part.anyOf.map((each, index) => html`${index === 0 ? null : words.or}${kindOf(each, words)}`)}`;
  const types = [part.type ?? []].flat();
  if (types.includes("array") && part.items) return listOf(kindOf(part.items, words), words);
  return html`${types.map((type) => (type === "string" && part.format !== undefined ? part.format : type)).join(words.or)}`;
}

function listOf(kind: Html, { list }: DocsWords): Html {
  const [before = "", after = ""] = list.split("{kind}");
  return html`${before}${kind}${after}`;
}

function objectIn(part: SchemaPart): SchemaPart | undefined {
  return [part, part.items, ...(part.anyOf ?? [])].find((each) => each?.properties !== undefined);
}

/** The last part of a reference. */
export function nameIn(reference: string): string {
  return reference.split("/").at(-1) ?? reference;
}
