import { amountText } from "./figures.ts";
import { type Html, html } from "./html.ts";
import type { Lang } from "./language.ts";
import type { PayPageView, Step } from "./view.ts";
import type { Wording } from "./wording.ts";

/** What every page is made from: the view, the reader's language, and the page's own address without a query. */
export type Page = { readonly view: PayPageView; readonly lang: Lang; readonly say: Wording; readonly path: string };

/** The step named `At` with what is known in it. */
export type StepAt<At extends Step["at"]> = Extract<Step, { at: At }>;

/** The inside of the card, and the words for the top of the browser. */
export type Card = { readonly headline: string; readonly body: Html };

/** Characters that fit a narrow phone's line at full size, and at the next smaller one: an amount is never broken in two. */
const FITS_BIG = 12;
const FITS_SMALLER = 14;

/** Who asks for how much and for what. The head of a card that wants something from the customer. */
export function request(page: Page): Html {
  return html`<header><h1><small>${page.say("page.payTo")}</small> <bdi>${page.view.shop}</bdi></h1>${amount(page)}${goods(page)}</header>`;
}

/** A picture, what happened, and the request that it happened to. The head of a card that tells something. */
export function news(page: Page, icon: Html, headline: string): Html {
  const shop = html`<p class="shop"><bdi>${page.view.shop}</bdi></p>`;
  return html`<header>${icon}<h1>${headline}</h1>${amount(page)}${shop}${goods(page)}</header>`;
}

/** The one green button: a form, so that it works with scripts blocked, and a reload afterwards never sends it twice. */
export function startButton(page: Page, label: string, look: "main" | "second"): Html {
  return html`<form method="post" action="${page.path}/start"><button class="${look}">${label}</button></form>`;
}

/** Our own link to read, select and copy. The button appears with the script that it needs. */
export function linkToCopy(page: Page): Html {
  return html`<div class="link"><input id="link" readonly value="${page.view.linkUrl}" aria-label="${page.say("page.linkLabel")}"><button class="second" id="copy" type="button" hidden>${page.say("page.copyLink")}</button></div>`;
}

export function note(words: string): Html {
  return html`<p class="note">${words}</p>`;
}

function amount(page: Page): Html {
  const text = amountText(page.view.amount, page.lang);
  const size = text.length <= FITS_BIG ? "amount" : text.length <= FITS_SMALLER ? "amount long" : "amount longer";
  return html`<p class="${size}">${text}</p>`;
}

function goods({ view }: Page): Html | null {
  return view.goodsName === null ? null : html`<p class="goods"><bdi>${view.goodsName}</bdi></p>`;
}
