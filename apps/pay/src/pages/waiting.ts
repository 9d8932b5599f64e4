import { timeText } from "../figures.ts";
import { type Html, html } from "../html.ts";
import { waitingIcon } from "../icons.ts";
import { type Card, news, note, type Page, type StepAt, startButton } from "../page.ts";
import type { AskedPlan } from "../view.ts";

/** No QR to show yet, or none that we are sure of. */
export function preparing(page: Page, { asked }: StepAt<"preparing">): Card {
  const { say } = page;
  const headline = say("preparing.headline");
  const body = html`${news(page, waitingIcon, headline)}<p>${say("preparing.waiting")}</p>${plan(page, asked)}${note(say("preparing.safe"))}`;
  return { headline, body };
}

/** An attempt is open. Coming back from WeChat proves nothing, so we say that we are asking; nobody is invited to pay what is unclear. */
export function confirming(page: Page, { since, canRetry, asked }: StepAt<"confirming">): Card {
  const { say, lang } = page;
  const headline = say("confirming.headline");
  const again = html`<hr>${note(say("confirming.retry"))}${startButton(page, say("page.againButton"), "second")}`;
  const body = html`${news(page, waitingIcon, headline)}<p>${say("confirming.waiting")}</p>${canRetry ? null : html`<p>${say("asked.once")}</p>`}${note(say("confirming.since", { time: timeText(since, lang) }))}${plan(page, asked)}${canRetry ? again : null}`;
  return { headline, body };
}

/** How often we asked, when we ask next, and who decides in the end. */
function plan({ say, lang }: Page, asked: AskedPlan | null): Html | null {
  if (asked === null) return null;
  if (asked.isWithPerson) return html`<p>${say("asked.person")}</p>`;
  const { times, nextAt } = asked;
  const next =
    nextAt &&
    html`<p class="note" role="timer" id="renewal" data-at="${nextAt.toISOString()}" data-words="${say("asked.nextIn", { time: "{time}" })}">${say("asked.nextAt", { time: timeText(nextAt, lang) })}</p>`;
  const decides = say("asked.decidesAt", { time: timeText(asked.decidesAt, lang) });
  return html`${times > 0 ? note(say("asked.times", { times })) : null}${next}${note(decides)}`;
}
