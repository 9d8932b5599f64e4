import { html } from "../html.ts";
import { overIcon, warningIcon } from "../icons.ts";
import { type Card, news, note, type Page, type StepAt, startButton } from "../page.ts";

/** WeChat Pay said that the attempt failed. Late money is still possible, so the words do not promise otherwise. */
export function failed(page: Page, step: StepAt<"failed">): Card {
  const { say } = page;
  const headline = say("failed.headline");
  const next = step.canRetry ? startButton(page, say("page.againButton"), "main") : note(say("failed.askShop"));
  const body = html`${news(page, warningIcon, headline)}<p>${say("failed.reported")}</p>${next}`;
  return { headline, body };
}

/** Nothing more to do here but to ask the shop. */
export function over(page: Page, { at }: StepAt<"expired" | "cancelled" | "refused">): Card {
  const { say } = page;
  const headline = say(`${at}.headline`);
  const icon = at === "refused" ? warningIcon : overIcon;
  return { headline, body: html`${news(page, icon, headline)}<p>${say(`${at}.askShop`)}</p>` };
}
