const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Markup that is safe to send. Only {@link html} and {@link trusted} make it, so plain text can never pass for it. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What may stand in a template: text and numbers are escaped, markup is kept, `null` leaves nothing behind. */
export type Part = Html | string | number | null | readonly Html[];

/** `text` with the five characters escaped that could end a text or a quoted attribute. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (found) => ENTITIES[found] ?? "");
}

/**
 * Markup from a template. Every value is escaped unless it is markup itself, in text and in attributes alike;
 * attributes must be written in double quotes, and scripts and styles must not hold values.
 * @example html`<p title="${name}">${name}</p>`
 */
export function html(literals: TemplateStringsArray, ...values: readonly Part[]): Html {
  const markup = values.map((value, index) => markupOf(value) + (literals[index + 1] ?? ""));
  return new Html((literals[0] ?? "") + markup.join(""));
}

/** Takes `markup` as it is. For our own files and for drawings made of numbers: never for what a person typed. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

function markupOf(value: Part): string {
  if (value === null) return "";
  if (value instanceof Html) return value.markup;
  if (typeof value === "string") return escapeText(value);
  if (typeof value === "number") return String(value);
  return value.map((part) => part.markup).join("");
}
