import { amountText, timeText } from "../figures.ts";
import { html } from "../html.ts";
import { type Card, linkToCopy, note, type Page, request, type StepAt } from "../page.ts";
import { qrDrawing } from "../qr-drawing.ts";

/**
 * The live native QR, for a phone to scan from this screen. WeChat refuses to pay it from a picture,
 * so the drawing takes no pointer and the words offer the link instead.
 */
export function secondScreen(page: Page, step: StepAt<"second_screen">): Card {
  const { say, lang, view } = page;
  const headline = say("second_screen.headline");
  const label = say("second_screen.code", { amount: amountText(view.amount, lang) });
  const renewal = say("second_screen.renewsAt", { time: timeText(step.refreshesAt, lang) });
  const countdown = say("second_screen.renewsIn", { time: "{time}" });
  const body = html`${request(page)}
<div class="code big">${qrDrawing(step.qrText, label)}</div>
<section><h2>${headline}</h2>
<p>${say("second_screen.how")}</p>
<p class="note" role="timer" id="renewal" data-at="${step.refreshesAt.toISOString()}" data-words="${countdown}">${renewal}</p>
<hr>
${note(say("second_screen.noPicture"))}
${linkToCopy(page)}</section>`;
  return { headline, body };
}
