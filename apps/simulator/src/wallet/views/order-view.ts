import type { Account, Payment } from "../../book/index.ts";
import { stateAt } from "../../book/index.ts";
import { type Html, html } from "../../page/index.ts";
import { majorUnits } from "../../statements/index.ts";
import type { Say } from "../texts/index.ts";

/** An order as the customer sees it. */
export type OrderShown = { readonly say: Say; readonly payment: Payment; readonly account: Account; readonly merchant: string };

/** `HKD 3.01` */
export function amountText(minor: bigint, currency: string): string {
  return `${currency} ${majorUnits(minor, currency)}`;
}

/** The order with its buttons; `hidden` fields come back with the decision, `warning` stands above it. */
export function confirmView(
  shown: OrderShown,
  form: { readonly action: string; readonly hidden: Readonly<Record<string, string>>; readonly warning?: string },
): Html {
  const { say, payment, merchant } = shown;
  const amount = amountText(payment.amount, payment.currency);
  return html`${form.warning !== undefined && html`<p class="warning" role="alert">${form.warning}</p>`}
<div class="sum card"><p>${say("payTo", { merchant })}</p><p class="amount">${amount}</p></div>
<dl class="details card">
${[
  [say("merchant"), merchant],
  [say("goods"), payment.goodsName],
  [say("orderNumber"), payment.outTradeNo],
].map(([name = "", value = ""]) => value !== "" && html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
</dl>
<form class="actions" method="post" action="${form.action}">
${Object.entries(form.hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="button main" name="decision" value="pay">${say("pay", { amount })}</button>
<button class="button" name="decision" value="cancel">${say("cancel")}</button>
<button class="button danger" name="decision" value="1201">${say("failBalance")}</button>
<button class="button danger" name="decision" value="1294">${say("failRisk")}</button>
</form>`;
}

/** What became of an order, with one way on. */
export function resultView(shown: OrderShown, now: Date, next: { readonly href: string; readonly label: string }): Html {
  const { say, payment, merchant } = shown;
  const amount = amountText(payment.amount, payment.currency);
  const code = payment.state.at === "failed" ? payment.state.respcd : "";
  const state = stateAt(payment, now);
  const isPaid = state === "paid";
  const words = {
    paid: [say("doneTitle"), say("doneText", { amount, merchant })],
    failed: [say("failedTitle"), say("failedText", { amount, code })],
    closed: [say("closedTitle"), say("closedText")],
    expired: [say("expiredTitle"), say("expiredText")],
    open: [say("openTitle"), say("openText")],
  }[state];
  const [title = "", text = ""] = words;
  return messageView({ title, text, isGood: isPaid, next });
}

/** A page that says one thing and offers one way on. */
export function messageView(message: {
  readonly title: string;
  readonly text: string;
  readonly isGood?: boolean;
  readonly next?: { readonly href: string; readonly label: string };
}): Html {
  const isGood = message.isGood ?? false;
  return html`<div class="message">
<span class="mark${!isGood && " stop"}" aria-hidden="true">${isGood ? "✓" : "!"}</span>
<h2>${message.title}</h2><p>${message.text}</p>
</div>
${message.next !== undefined && html`<div class="actions"><a class="button main" href="${message.next.href}">${message.next.label}</a></div>`}`;
}
