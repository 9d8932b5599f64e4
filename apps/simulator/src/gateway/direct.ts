import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type Account, type Payment, stateAt } from "../book/index.ts";
import { type Html, languageOf, sendPage } from "../page/index.ts";
import {
  amountText,
  cancel,
  confirmView,
  fail,
  isWechat,
  messageView,
  openidOf,
  PHONE_HEADER,
  pay,
  resultView,
  sayIn,
  sheet,
} from "../wallet/index.ts";
import type { World } from "../world.ts";
import { isInvocationIntact } from "./invocation.ts";
import { locationOf } from "./location.ts";
import { sendBlocked } from "./oauth-code.ts";
import { readParams } from "./received.ts";

const REQUIRED = ["mchntnm", "txamt", "currency", "redirect_url", "package", "timeStamp", "signType", "paySign", "appId", "nonceStr"];

const decisionBody = z.object({ package: z.string(), redirect_url: z.string(), decision: z.enum(["pay", "cancel", "1201", "1294"]) });
const resultQuery = z.object({ package: z.string().catch(""), redirect_url: z.string().catch("") });

/**
 * `GET /q/direct`: the page that invokes WeChat with `pay_params`, and the cashier that WeChat then shows. Unsigned, so
 * what its link says proves nothing: the amount comes from the order. docs/qfpay.md#jsapi
 */
export function directRoutes(app: FastifyInstance, world: World): void {
  app.get("/q/direct", (request, reply) => {
    if (!isWechat(request.headers["user-agent"])) return sendBlocked(request, reply);
    const say = sayIn(languageOf(request));
    const { params } = readParams(request);
    const missing = REQUIRED.filter((name) => (params[name] ?? "") === "");
    if (missing.length > 0) return sendBad(request, reply, say("cashierMissing", { names: missing.join(", ") }));
    const redirectUrl = absoluteOf(params["redirect_url"] ?? "");
    if (redirectUrl === undefined) return sendBad(request, reply, say("cashierRedirect"));
    const order = orderOf(world, params["package"] ?? "");
    if (order === undefined) return sendBad(request, reply, say("cashierUnknown"));
    if (!isInvocationIntact(params)) return sendBad(request, reply, say("cashierSignature"));
    if (stateAt(order.payment, world.clock.now()) !== "open") return sendResult(world, request, reply, { ...order, redirectUrl });
    const merchant = params["mchntnm"] ?? "";
    const hidden = { package: params["package"] ?? "", redirect_url: redirectUrl };
    const warnings = [
      differenceOf(params, order.payment, (shown, amount) => say("differs", { shown, amount })),
      redirectUrl === params["redirect_url"] ? undefined : say("cashierRedirect"),
    ].filter((warning) => warning !== undefined);
    const form = { action: "/q/direct", hidden, ...(warnings.length === 0 ? {} : { warning: warnings.join(" ") }) };
    return send(request, reply, confirmView({ say, merchant, ...order }, form));
  });

  app.post("/q/direct", (request, reply) => {
    const { package: packageText, redirect_url: redirectUrl, decision } = decisionBody.parse(request.body);
    const order = orderOf(world, packageText);
    if (order === undefined) return sendBad(request, reply, sayIn(languageOf(request))("cashierUnknown"));
    if (decision === "cancel") {
      cancel(world, order.payment);
      return reply.redirect(locationOf(redirectUrl), 302); // what QFPay's page does here is not documented
    }
    const phone = request.headers[PHONE_HEADER];
    if (decision === "pay") pay(world, order.payment, { payer: openidOf(typeof phone === "string" ? phone : undefined) });
    else fail(world, order.payment, decision);
    const query = new URLSearchParams({ package: packageText, redirect_url: redirectUrl });
    return reply.redirect(`/q/direct/result?${query.toString()}`, 302);
  });

  app.get("/q/direct/result", (request, reply) => {
    const query = resultQuery.parse(request.query);
    const order = orderOf(world, query.package);
    if (order === undefined) return sendBad(request, reply, sayIn(languageOf(request))("cashierUnknown"));
    return sendResult(world, request, reply, { ...order, redirectUrl: query.redirect_url });
  });
}

type Order = { readonly payment: Payment; readonly account: Account };

function orderOf(world: World, packageText: string): Order | undefined {
  const payment = world.book.ledger.paymentByCode(packageText);
  const account = world.book.ledger.accounts.get(payment?.account ?? "");
  return payment?.package === undefined || account === undefined ? undefined : { payment, account };
}

function differenceOf(
  params: Readonly<Record<string, string>>,
  payment: Payment,
  say: (shown: string, amount: string) => string,
): string | undefined {
  const { txamt = "", currency = "" } = params;
  if (txamt === payment.amount.toString() && currency === payment.currency) return undefined;
  const shown = /^\d{1,11}$/.test(txamt) ? amountText(BigInt(txamt), currency) : `${currency} ${txamt}`;
  return say(shown, amountText(payment.amount, payment.currency));
}

function sendResult(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  order: Order & { readonly redirectUrl: string },
): FastifyReply {
  const say = sayIn(languageOf(request));
  const next = { href: isAbsolute(order.redirectUrl) ? order.redirectUrl : "/phone", label: say("backToMerchant") };
  return send(request, reply, resultView({ say, merchant: order.account.name, ...order }, world.clock.now(), next));
}

function sendBad(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply {
  return send(request, reply, messageView({ title: sayIn(languageOf(request))("cashierBadTitle"), text }), 400);
}

function send(request: FastifyRequest, reply: FastifyReply, content: Html, status = 200): FastifyReply {
  const language = languageOf(request);
  const title = sayIn(language)("cashierTitle");
  return sendPage(reply, { language, title, look: "sheet", content: sheet(title, content) }, status);
}

/** QFPay's own sample forgets the scheme (`www.example.com`): taken as http and told on the page. Undefined for what is no address. */
function absoluteOf(address: string): string | undefined {
  if (isAbsolute(address)) return address;
  return /^[\w-]+(\.[\w-]+)+(:\d+)?([/?#].*)?$/.test(address) ? `http://${address}` : undefined;
}

function isAbsolute(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && ["http:", "https:"].includes(url.protocol);
}
