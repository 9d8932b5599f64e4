import { isSame } from "@tillbook/domain/money";
import { amountText, timeMarkup } from "../figures.ts";
import { type Html, html } from "../html.ts";
import { doneIcon } from "../icons.ts";
import { type Card, news, note, type Page, type StepAt } from "../page.ts";

/** The customer's proof. */
export function paid(page: Page, step: StepAt<"paid">): Card {
  const { say, lang, view } = page;
  const headline = headlineOf(page, step);
  const body = html`${news(page, doneIcon, headline)}
<dl>${row(say("paid.paidAt"), timeMarkup(step.paidAt, lang))}
${row(say("paid.reference"), html`<bdi>${step.reference}</bdi>`)}
${row(say("paid.order"), html`<bdi>${view.number}</bdi>`)}
${step.refunded === null ? null : row(say("paid.refunded"), html`${amountText(step.refunded, lang)}`)}</dl>
${step.isTwice ? html`<p>${say("paid.twice")}</p>` : null}${note(say("paid.keep"))}`;
  return { headline, body };
}

function headlineOf({ say, view }: Page, { refunded }: StepAt<"paid">): string {
  if (refunded === null) return say("paid.headline");
  return isSame(refunded, view.amount) ? say("paid.fullyRefunded") : say("paid.partlyRefunded");
}

function row(name: string, value: Html): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}
