import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Account } from "../book/index.ts";
import { html, languageOf, sendPage } from "../page/index.ts";
import { isWechat, messageView, openidOf, PHONE_HEADER, sayIn, sheet } from "../wallet/index.ts";
import { pythonJson } from "../wire/index.ts";
import type { World } from "../world.ts";
import { type Refusal, refused } from "./answer.ts";
import { accountFor, accountsOf, isSignedWith } from "./authorise.ts";
import { codeFields, sendRefusal } from "./call.ts";
import { randomText } from "./invocation.ts";
import { locationOf } from "./location.ts";
import { PROTOCOL_LIMITS } from "./names.ts";
import { jsonAnswer, statusAnswer } from "./outgoing.ts";
import { queryOf, readParams } from "./received.ts";
import { pause, transmit, vanish } from "./transmit.ts";

const CODE_LIFE_MS = 5 * 60_000; // WeChat's. docs/qfpay.md#jsapi

const decisionBody = z.object({ request: z.string(), decision: z.enum(["allow", "deny"]) });

/**
 * `GET /tool/v1/get_weixin_oauth_code`, which the customer's browser opens, and WeChat's consent page behind it. Its
 * digest is always MD5 and stands in the query. docs/qfpay.md#jsapi
 */
export function oauthRoutes(app: FastifyInstance, world: World): void {
  app.get("/tool/v1/get_weixin_oauth_code", async (request, reply) => {
    const plan = world.faults.planCall("get_weixin_oauth_code", [{ number: "", order: "", rows: [] }]);
    await pause(request, plan.delayBeforeMs + plan.delayAfterMs); // nothing is processed here that a delay could stand behind
    if (plan.lost !== undefined) return vanish(request, reply, plan.lost.afterMs);
    if (plan.http !== undefined) return transmit(request, reply, statusAnswer(plan.http, undefined), plan);
    if (plan.code !== undefined) return transmit(request, reply, jsonAnswer(pythonJson(codeFields(plan.code)), undefined), plan);
    const asked = authorisation(world, request);
    if (asked.kind === "refused") return sendRefusal(reply, asked.respcd, asked.why);
    if (!isWechat(request.headers["user-agent"])) return sendBlocked(request, reply);
    return reply.redirect(locationOf(`/connect/oauth2/authorize?${queryOf(request)}`), 302);
  });

  app.get("/connect/oauth2/authorize", (request, reply) => {
    const asked = authorisation(world, request);
    if (asked.kind === "refused") return sendRefusal(reply, asked.respcd, asked.why);
    if (!isWechat(request.headers["user-agent"])) return sendBlocked(request, reply);
    const say = sayIn(languageOf(request));
    const content = html`<div class="sum card"><p>${say("consentText", { merchant: asked.account.name })}</p></div>
<form class="actions" method="post" action="${request.url}">
<input type="hidden" name="request" value="authorize">
<button class="button main" name="decision" value="allow">${say("allow")}</button>
<button class="button" name="decision" value="deny">${say("deny")}</button></form>`;
    return sendPage(reply, {
      language: languageOf(request),
      title: say("consentTitle"),
      look: "sheet",
      content: sheet(say("consentTitle"), content),
    });
  });

  app.post("/connect/oauth2/authorize", (request, reply) => {
    const { decision } = decisionBody.parse(request.body);
    const asked = authorisation(world, request);
    if (asked.kind === "refused") return sendRefusal(reply, asked.respcd, asked.why);
    if (decision === "deny") return reply.redirect(locationOf(asked.redirectUri), 302); // back without a code
    const code = `011${randomText(29)}`;
    const phone = request.headers[PHONE_HEADER];
    const openid = openidOf(typeof phone === "string" ? phone : undefined);
    world.book.record({
      entry: "consent",
      appCode: asked.account.appCode,
      code,
      openid,
      expiresAt: new Date(world.clock.now().getTime() + CODE_LIFE_MS),
    });
    return reply.redirect(locationOf(withCode(asked.redirectUri, code)), 302);
  });
}

type Authorisation = { readonly kind: "asked"; readonly account: Account; readonly redirectUri: string } | Refusal;

function authorisation(world: World, request: FastifyRequest): Authorisation {
  const { params, malformed } = readParams(request);
  if (malformed !== undefined) return refused("1103", malformed);
  const accounts = accountsOf(world, params["app_code"] ?? "");
  const [first] = accounts;
  if (first === undefined) return refused("1108", "app_code: is not known here");
  if (!isSignedWith(params, params["sign"] ?? "", first.clientKey, "MD5"))
    return refused("1108", "sign: does not fit app_code, redirect_uri and mchid (MD5)");
  const authorised = accountFor(accounts, params["mchid"]);
  if (authorised.kind === "refused") return authorised;
  const redirectUri = params["redirect_uri"] ?? "";
  const url = URL.parse(redirectUri);
  if (url === null || !["http:", "https:"].includes(url.protocol))
    return refused("1104", "redirect_uri: is no absolute http or https address");
  if (redirectUri.length > PROTOCOL_LIMITS.url) return refused("1104", `redirect_uri: is longer than ${PROTOCOL_LIMITS.url} characters`);
  return { kind: "asked", account: authorised.account, redirectUri };
}

/** `redirectUri` with the code added, whether or not it has a query already, and before its fragment. */
export function withCode(redirectUri: string, code: string): string {
  const [address = "", fragment] = redirectUri.split("#", 2);
  const join = !address.includes("?") ? "?" : /[?&]$/.test(address) ? "" : "&";
  return `${address}${join}code=${code}${fragment === undefined ? "" : `#${fragment}`}`;
}

/** What WeChat shows to every other browser. */
export function sendBlocked(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request);
  const say = sayIn(language);
  const here = `${request.protocol}://${request.host}${request.url}`;
  const next = { href: `/phone/browser?url=${encodeURIComponent(here)}`, label: say("blockedOpen") };
  const content = messageView({ title: say("blockedTitle"), text: say("blockedText"), next });
  return sendPage(reply, { language, title: say("blockedTitle"), look: "sheet", content: sheet("WeChat", content) });
}
