import { type PageOptions, wholeDocument } from "./document.ts";
import { amountText } from "./figures.ts";
import { html } from "./html.ts";
import { absentIcon } from "./icons.ts";
import type { Card, Page } from "./page.ts";
import { failed, over } from "./pages/ended.ts";
import { openInWechat } from "./pages/open-in-wechat.ts";
import { paid } from "./pages/paid.ts";
import { ready } from "./pages/ready.ts";
import { secondScreen } from "./pages/second-screen.ts";
import { confirming, preparing } from "./pages/waiting.ts";
import { isLive, type PayPageView, type Step, versionOf } from "./view.ts";
import { wordingFor } from "./wording.ts";

/**
 * The customer's page as a whole HTML document that needs no other request. A pure view: the same view, the same page.
 * It posts to `<path>/start`, listens to `<path>/events` for `changed` events that carry {@link versionOf} the view then
 * (one is due as soon as the stream opens, for news since the page was made), and links to itself as `?lang=…`.
 * The response's policy needs `style-src` and `script-src` with the nonce, `connect-src 'self'` and `img-src data:`; its
 * `form-action`, if any, must name every origin that `<path>/start` leads to, since browsers hold redirects to it too.
 */
export function renderPayPage(view: PayPageView, options: PageOptions): string {
  const say = wordingFor(options.lang);
  const { headline, body } = cardFor({ view, say, lang: options.lang, path: options.path });
  return wholeDocument(options, {
    title: `${headline} · ${amountText(view.amount, options.lang)} · ${view.shop}`,
    look: view.step.at === "second_screen" ? "card wide" : "card",
    body,
    smallPrint: `${say("page.order", { number: view.number })} · ${say("page.provider")}`,
    version: versionOf(view),
    isLive: isLive(view.step),
    isWaiting: isWaiting(view.step),
  });
}

/** For a token that is unknown, revoked or not ours: the same words for all, and nothing about any order. */
export function renderMissingPage(options: PageOptions): string {
  const say = wordingFor(options.lang);
  const headline = say("missing.headline");
  const body = html`<header>${absentIcon}<h1>${headline}</h1></header><p>${say("missing.askShop")}</p>`;
  return wholeDocument(options, { title: headline, look: "card", body, smallPrint: null, version: null, isLive: false, isWaiting: false });
}

function cardFor(page: Page): Card {
  const { step } = page.view;
  switch (step.at) {
    case "second_screen":
      return secondScreen(page, step);
    case "preparing":
      return preparing(page, step);
    case "open_in_wechat":
      return openInWechat(page);
    case "ready":
      return ready(page);
    case "confirming":
      return confirming(page, step);
    case "paid":
      return paid(page, step);
    case "failed":
      return failed(page, step);
    case "expired":
    case "cancelled":
    case "refused":
      return over(page, step);
  }
}

/** Whether the customer waits for us, so that even a page without scripts should look again by itself. */
function isWaiting({ at }: Step): boolean {
  return at === "second_screen" || at === "preparing" || at === "confirming";
}
