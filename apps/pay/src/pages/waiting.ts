import { timeText } from "../figures.ts";
import { html } from "../html.ts";
import { waitingIcon } from "../icons.ts";
import { type Card, news, note, type Page, type StepAt, startButton } from "../page.ts";

/** No QR to show yet, or none that we are sure of. */
export function preparing(page: Page): Card {
  const { say } = page;
  const headline = say("preparing.headline");
  const body = html`${news(page, waitingIcon, headline)}<p>${say("preparing.waiting")}</p>${note(say("preparing.safe"))}`;
  return { headline, body };
}

/** An attempt is open. Coming back from WeChat proves nothing, so we say that we are asking. */
export function confirming(page: Page, step: StepAt<"confirming">): Card {
  const { say, lang } = page;
  const headline = say("confirming.headline");
  const since = say("confirming.since", { time: timeText(step.since, lang) });
  const again = html`<hr>${note(say("confirming.retry"))}${startButton(page, say("page.againButton"), "second")}`;
  const body = html`${news(page, waitingIcon, headline)}<p>${say("confirming.waiting")}</p>${note(since)}${step.canRetry ? again : null}`;
  return { headline, body };
}
