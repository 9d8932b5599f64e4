import { html } from "./html.ts";

/** Shapes that stand above words and never instead of them; hidden from screen readers. */
export const doneIcon = html`<svg class="icon done" viewBox="0 0 64 64" aria-hidden="true"><circle cx="32" cy="32" r="30"/><path d="M18 33l10 10 19-20"/></svg>`;
export const warningIcon = html`<svg class="icon warning" viewBox="0 0 64 64" aria-hidden="true"><circle cx="32" cy="32" r="30"/><path d="M32 17v19M32 45v2"/></svg>`;
export const overIcon = html`<svg class="icon over" viewBox="0 0 64 64" aria-hidden="true"><circle cx="32" cy="32" r="30"/><path d="M32 16v17l11 8"/></svg>`;
export const waitingIcon = html`<svg class="icon waiting" viewBox="0 0 64 64" aria-hidden="true"><circle cx="32" cy="32" r="27"/><path d="M32 5a27 27 0 0 1 27 27"/></svg>`;
export const absentIcon = html`<svg class="icon over" viewBox="0 0 64 64" aria-hidden="true"><circle cx="32" cy="32" r="30"/><path d="M24 25a8 8 0 1 1 12 7q-4 2-4 7M32 47v1"/></svg>`;
