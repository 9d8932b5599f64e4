import { type Html, html } from "../../page/index.ts";

/** The phone's own screens: a bar with the way back and a heading, then the content. */
export function phoneScreen(screen: {
  readonly title: string;
  readonly back?: { readonly href: string; readonly label: string };
  readonly content: Html;
}): Html {
  const { title, back, content } = screen;
  return html`<div class="device">
<header class="bar">${back === undefined ? html`<span class="bar-space"></span>` : html`<a href="${back.href}" aria-label="${back.label}">‹</a>`}
<div class="bar-title"><h1>${title}</h1></div><span class="bar-space"></span></header>
<main class="content">${content}</main>
</div>`;
}

/** A page of WeChat's or QFPay's own inside the phone's browser: the heading is the page's title. */
export function sheet(title: string, content: Html): Html {
  return html`<main class="content"><h1 class="group-title">${title}</h1>${content}</main>`;
}
