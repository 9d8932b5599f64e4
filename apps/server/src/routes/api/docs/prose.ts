import { type Html, html } from "@tillbook/pay/html";

/** The little CommonMark that our own descriptions use: paragraphs, lists, `code` and **weight**. */
export function prose(text: string): Html {
  return html`${text.split("\n\n").map(block)}`;
}

function block(text: string): Html {
  const lines = text.split("\n");
  if (!lines.every((line) => line.startsWith("- "))) return html`<p>${inline(text)}</p>`;
  return html`<ul>${lines.map((line) => html`<li>${inline(line.slice(2))}</li>`)}</ul>`;
}

/** One line of text with its code and weight. */
export function inline(text: string): Html {
  const parts = text.split(/(`[^`]+`|\*\*[^*]+\*\*)/);
  return html`${parts.map((part) => {
    if (part.startsWith("`") && part.length > 1) return html`<code>${part.slice(1, -1)}</code>`;
    return part.startsWith("**") ? html`<strong>${part.slice(2, -2)}</strong>` : html`${part}`;
  })}`;
}
