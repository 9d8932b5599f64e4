import { html } from "../html.ts";
import { type Card, linkToCopy, note, type Page, request } from "../page.ts";
import { qrDrawing } from "../qr-drawing.ts";

/** A phone's browser cannot pay: three steps into WeChat, and our own address as a code for a second phone. */
export function openInWechat(page: Page): Card {
  const { say, view } = page;
  const headline = say("open_in_wechat.headline");
  const body = html`${request(page)}
<section><h2>${headline}</h2>
<ol><li>${say("open_in_wechat.copy")} ${linkToCopy(page)}</li>
<li>${say("open_in_wechat.send")}</li>
<li>${say("open_in_wechat.tap")}</li></ol>
<hr>
${note(say("open_in_wechat.scan"))}
<div class="code">${qrDrawing(view.linkUrl, say("open_in_wechat.code"))}</div></section>`;
  return { headline, body };
}
