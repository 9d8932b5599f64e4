import type { Payment } from "../../book/index.ts";
import { type Html, html, LANGUAGE_NAMES, LANGUAGES, type Language } from "../../page/index.ts";
import { toWireTime } from "../../wire/index.ts";
import type { Say } from "../texts/index.ts";
import { amountText } from "./order-view.ts";

/** The phone's first screen: what can be scanned, and a field for everything else. */
export function homeView(say: Say, language: Language, payable: readonly { readonly payment: Payment; readonly merchant: string }[]): Html {
  return html`<h2 class="group-title">${say("scanTitle")}</h2>
<form class="card" method="get" action="/phone/scan">
<label class="field">${say("scanLabel")}<input name="text" required autocomplete="off" autocapitalize="off" spellcheck="false"></label>
<div class="actions"><button class="button main">${say("scanButton")}</button></div>
</form>
<h2 class="group-title">${say("payableTitle")}</h2>
${payable.length === 0 ? html`<p class="empty card">${say("payableEmpty")}</p>` : html`<ul class="card">${payable.map((order) => orderCell(say, order))}</ul>`}
${languageLinks(say, language, "/phone")}`;
}

function orderCell(say: Say, { payment, merchant }: { readonly payment: Payment; readonly merchant: string }): Html {
  const until = say("payableUntil", { number: payment.outTradeNo, time: toWireTime(payment.expiresAt).slice(11) });
  return html`<li><a class="cell" href="/phone/pay?code=${encodeURIComponent(payment.qrcode ?? "")}">
<span class="cell-main">${merchant}${payment.goodsName !== "" && ` · ${payment.goodsName}`}<span class="cell-note">${until}</span></span>
<span class="cell-value">${amountText(payment.amount, payment.currency)}</span></a></li>`;
}

/** Links to the same page in the three languages, and to the manual. */
export function languageLinks(say: Say, language: Language, path: string): Html {
  return html`<nav class="foot" aria-label="${say("languages")}">${LANGUAGES.map(
    (other) =>
      html`<a href="${path}?lang=${other}" lang="${other}" hreflang="${other}"${other === language && html` aria-current="true"`}>${LANGUAGE_NAMES[other]}</a>`,
  )}<a href="/">${say("manual")}</a></nav>`;
}
