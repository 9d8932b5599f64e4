import { amountText } from "../figures.ts";
import { html } from "../html.ts";
import { type Card, note, type Page, request, startButton } from "../page.ts";

/** Inside WeChat: one tap to pay. */
export function ready(page: Page): Card {
  const { say, lang, view } = page;
  const label = say("page.payButton", { amount: amountText(view.amount, lang) });
  const body = html`${request(page)}${startButton(page, label, "main")}${note(say("ready.safe"))}`;
  return { headline: say("ready.headline"), body };
}
