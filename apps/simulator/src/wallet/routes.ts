import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type Account, type Payment, stateAt } from "../book/index.ts";
import { html, keepLanguage, languageOf, sendPage } from "../page/index.ts";
import type { World } from "../world.ts";
import { isAllowedHost, type PhoneBrowser } from "./browser/index.ts";
import { cancel, fail, pay } from "./decisions.ts";
import { openidOf, phoneOf } from "./person.ts";
import { type Say, sayIn } from "./texts/index.ts";
import { phoneScreen } from "./views/frames.ts";
import { homeView } from "./views/home-view.ts";
import { confirmView, messageView, resultView } from "./views/order-view.ts";

const LISTED = 50;

const textQuery = z.object({ text: z.string().trim().catch("") });
const codeQuery = z.object({ code: z.string().catch("") });
const urlQuery = z.object({ url: z.string().catch("") });
const decisionBody = z.object({ code: z.string(), decision: z.enum(["pay", "cancel", "1201", "1294"]) });

/** The simulated WeChat phone: its first screen, its payment screens and its browser. */
export function phoneRoutes(app: FastifyInstance, world: World, browser: PhoneBrowser): void {
  app.get("/phone", (request, reply) => {
    const language = languageOf(request);
    if (z.object({ lang: z.string() }).safeParse(request.query).success) keepLanguage(reply, language);
    phoneOf(request, reply);
    const say = sayIn(language);
    return screen(request, reply, say("phoneTitle"), homeView(say, language, payableOrders(world)));
  });

  app.get("/phone/scan", (request, reply) => {
    const { text } = textQuery.parse(request.query);
    if (/^https?:\/\//i.test(text)) return reply.redirect(`/phone/browser?url=${encodeURIComponent(text)}`, 303);
    return reply.redirect(`/phone/pay?code=${encodeURIComponent(text)}`, 303);
  });

  app.get("/phone/pay", (request, reply) => {
    const { code } = codeQuery.parse(request.query);
    const order = qrOrder(world, code);
    const say = sayIn(languageOf(request));
    if (order === undefined) return sendMessage(request, reply, say("unknownTitle"), say("unknownText", { text: code }));
    if (stateAt(order.payment, world.clock.now()) !== "open") return sendResult(request, reply, world, order);
    const shown = { say, merchant: order.account.name, ...order };
    return screen(request, reply, say("confirmTitle"), confirmView(shown, { action: "/phone/pay", hidden: { code } }), true);
  });

  app.post("/phone/pay", (request, reply) => {
    const { code, decision } = decisionBody.parse(request.body);
    const order = qrOrder(world, code);
    if (order === undefined) return reply.redirect("/phone", 303);
    if (decision === "cancel") {
      cancel(world, order.payment);
      return reply.redirect("/phone", 303);
    }
    if (decision === "pay") pay(world, order.payment, { payer: openidOf(phoneOf(request, reply)) });
    else fail(world, order.payment, decision);
    return reply.redirect(`/phone/pay?code=${encodeURIComponent(code)}`, 303);
  });

  app.get("/phone/browser", async (request, reply) => {
    const { url } = urlQuery.parse(request.query);
    phoneOf(request, reply);
    const say = sayIn(languageOf(request));
    const target = URL.parse(url);
    if (target === null || !isAllowedHost(target, browser.allowedHosts)) return sendForbidden(request, reply, say, target);
    return sendBrowser(request, reply, say, { target, frame: await browser.addressOf(target, request.hostname) });
  });

  // The same page without the phone around it, for tests that drive one page.
  app.get("/phone/browser/open", async (request, reply) => {
    const target = URL.parse(urlQuery.parse(request.query).url);
    phoneOf(request, reply);
    if (target === null || !isAllowedHost(target, browser.allowedHosts))
      return sendForbidden(request, reply, sayIn(languageOf(request)), target);
    return reply.redirect(await browser.addressOf(target, request.hostname), 303);
  });

  app.get("/phone/browser/page", (request, reply) => browser.lastPage(phoneOf(request, reply)));
}

function qrOrder(world: World, code: string): { payment: Payment; account: Account } | undefined {
  const payment = world.book.ledger.paymentByCode(code);
  const account = world.book.ledger.accounts.get(payment?.account ?? "");
  return payment?.qrcode === undefined || account === undefined ? undefined : { payment, account };
}

function payableOrders(world: World) {
  const now = world.clock.now();
  return [...world.book.ledger.accounts.entries()]
    .flatMap(([id, account]) => world.book.ledger.rowsOf(id).map((row) => ({ row, merchant: account.name })))
    .flatMap(({ row, merchant }) =>
      row.kind === "payment" && row.qrcode !== undefined && stateAt(row, now) === "open" ? [{ payment: row, merchant }] : [],
    )
    .toSorted((a, b) => b.payment.sysdtm.getTime() - a.payment.sysdtm.getTime())
    .slice(0, LISTED);
}

function screen(
  request: FastifyRequest,
  reply: FastifyReply,
  title: string,
  content: ReturnType<typeof html>,
  hasBack = false,
): FastifyReply {
  const language = languageOf(request);
  const back = { href: "/phone", label: sayIn(language)("back") };
  return sendPage(reply, { language, title, look: "phone", content: phoneScreen({ title, content, ...(hasBack ? { back } : {}) }) });
}

function sendMessage(request: FastifyRequest, reply: FastifyReply, title: string, text: string): FastifyReply {
  const say = sayIn(languageOf(request));
  return screen(request, reply, say("phoneTitle"), messageView({ title, text, next: { href: "/phone", label: say("back") } }));
}

function sendResult(
  request: FastifyRequest,
  reply: FastifyReply,
  world: World,
  order: { payment: Payment; account: Account },
): FastifyReply {
  const say = sayIn(languageOf(request));
  const shown = { say, merchant: order.account.name, ...order };
  return screen(request, reply, say("cashierTitle"), resultView(shown, world.clock.now(), { href: "/phone", label: say("backToPhone") }));
}

function sendForbidden(request: FastifyRequest, reply: FastifyReply, say: Say, target: URL | null): FastifyReply {
  return sendMessage(request, reply, say("forbiddenTitle"), say("forbiddenText", { host: target?.hostname ?? "" }));
}

function sendBrowser(
  request: FastifyRequest,
  reply: FastifyReply,
  say: Say,
  page: { readonly target: URL; readonly frame: string },
): FastifyReply {
  const content = html`<div class="device"><header class="bar">
<a href="/phone" aria-label="${say("close")}">✕</a>
<div class="bar-title"><h1 data-page-title>${say("loading")}</h1><span data-page-address>${page.target.href}</span></div>
<a href="${request.url}" aria-label="${say("reload")}">↻</a></header>
<iframe src="${page.frame}" title="${say("pageFrame")}"></iframe></div>`;
  return sendPage(reply, {
    language: languageOf(request),
    title: say("phoneTitle"),
    look: "phone",
    content,
    script: "/assets/browser-bar.js",
  });
}
