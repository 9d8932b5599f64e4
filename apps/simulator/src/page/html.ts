/** Markup that is safe to send. Only {@link html} makes it. */
export type Html = { readonly markup: string };

type Part = Html | string | number | false | undefined | readonly Part[];

/** Builds markup; every text put into it is escaped, `false` and undefined vanish, lists are joined. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: strings.reduce((markup, text, index) => markup + markupOf(parts[index - 1]) + text) };
}

function markupOf(part: Part): string {
  if (part === undefined || part === false) return "";
  if (typeof part === "string" || typeof part === "number") return escaped(String(part));
  return isList(part) ? part.map(markupOf).join("") : part.markup;
}

// Array.isArray does not narrow readonly arrays out of a union.
function isList(part: Html | readonly Part[]): part is readonly Part[] {
  return Array.isArray(part);
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
