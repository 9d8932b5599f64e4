import { randomBytes } from "node:crypto";
import type { Context } from "@tillbook/api/context";
import { linkUrlOf } from "@tillbook/api/desk";
import { AppError } from "@tillbook/api/errors";
import { type Face, lookAgain, openPayLink, readPayLink } from "@tillbook/api/pay-links";
import { newBrowserCookie, openInWechat, returnFromWechat } from "@tillbook/api/payments";
import type { Order } from "@tillbook/domain/orders";
import { type PayPageView, pickLanguage, renderMissingPage, renderPayPage, versionOf } from "@tillbook/pay";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Contexts, Deps } from "../deps.ts";
import { openLink } from "./trpc.ts";

const token = z.object({ token: z.string().regex(/^[\w-]{1,64}$/) });
const wechatState = token.extend({ state: z.string().regex(/^[\w-]{1,64}$/) });
const returned = z.object({ code: z.string().min(1).max(128) });
const asked = z.object({ lang: z.string().max(16).optional() });

/** The customer's page `/p/<token>`: three faces of one link, rendered here, a pure view of what the server knows. */
export async function payLinkRoutes(app: FastifyInstance, { deps, contexts }: { deps: Deps; contexts: Contexts }): Promise<void> {
  const isSecure = deps.publicUrl.startsWith("https:");
  // The form has no fields: what it starts is named by its address.
  app.addContentTypeParser("application/x-www-form-urlencoded", { bodyLimit: 1024, parseAs: "string" }, (_request, _body, done) =>
    done(null, null),
  );
  const limit = { rateLimit: { max: deps.pagesPerMinute, timeWindow: "1 minute" } };

  /** Runs a page's work for the order behind the token; whatever has no order looks the same. */
  async function withLink(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (ctx: Context, order: Order) => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    const params = token.safeParse(request.params);
    try {
      if (!params.success) throw new AppError("not_found", "there is no such link");
      const { ctx, order } = await openLink(deps, contexts, params.data.token);
      return await work(ctx, order);
    } catch (error) {
      if (!(error instanceof AppError && error.code === "not_found")) throw error;
      return page(reply.code(404), (nonce) =>
        renderMissingPage({ lang: languageOf(request), nonce, path: request.url.split("?")[0] ?? "/" }),
      );
    }
  }

  app.get("/p/:token", { config: limit }, (request, reply) =>
    withLink(request, reply, async (ctx, order) => {
      const step = await openPayLink(ctx, order, faceOf(request));
      if (step.at === "confirming") await lookAgain(ctx, order);
      const view = viewOf(ctx, order, step.at === "confirming" ? await readPayLink(ctx, order, faceOf(request)) : step);
      const isChosen = asked.safeParse(request.query).data?.lang !== undefined;
      const lang = languageOf(request);
      if (isChosen) reply.setCookie("lang", lang, { path: "/p", sameSite: "lax", secure: isSecure, httpOnly: true, maxAge: 31_536_000 });
      return page(reply, (nonce) => renderPayPage(view, { lang, nonce, path: `/p/${order.linkToken}` }));
    }),
  );

  app.get("/p/:token/events", (request, reply) => withLink(request, reply, (ctx, order) => streamVersions(ctx, order, request, reply)));

  app.post("/p/:token/start", { config: limit }, (request, reply) =>
    withLink(request, reply, async (ctx, order) => {
      const step = await readPayLink(ctx, order, "wechat");
      if (faceOf(request) !== "wechat" || !["ready", "confirming", "failed"].includes(step.at))
        return reply.redirect(linkUrlOf(ctx, order), 303);
      const browser = newBrowserCookie();
      const { sendTo } = await openInWechat(ctx, order, browser);
      reply.setCookie("opening", browser, {
        path: `/p/${order.linkToken}`,
        httpOnly: true,
        sameSite: "lax",
        secure: isSecure,
        maxAge: 600,
      });
      return reply.redirect(sendTo, 303);
    }),
  );

  // WeChat's code is in this address: never logged, used once, and left at once for a clean one.
  app.get("/p/:token/return/:state", { config: limit, logLevel: "silent" }, (request, reply) =>
    withLink(request, reply, async (ctx, order) => {
      const state = wechatState.safeParse(request.params);
      const code = returned.safeParse(request.query);
      const browser = request.cookies["opening"];
      reply.clearCookie("opening", { path: `/p/${order.linkToken}` });
      if (!state.success || !code.success || browser === undefined) return reply.redirect(linkUrlOf(ctx, order), 303);
      const next = await returnFromWechat(ctx, order, { state: state.data.state, code: code.data.code, cookie: browser }).catch(
        backWhenOver,
      );
      return reply.redirect(next.is === "cashier" ? next.sendTo : linkUrlOf(ctx, order), 303);
    }),
  );
}

/** An order that ended while the customer was at WeChat's consent page: the link shows how. */
function backWhenOver(error: unknown): { is: "back" } {
  if (error instanceof AppError && error.code === "order_not_open") return { is: "back" };
  throw error;
}

function viewOf(ctx: Context, order: Order, step: PayPageView["step"]): PayPageView {
  return {
    shop: ctx.account.name,
    amount: order.amount,
    goodsName: order.goodsName,
    number: order.number,
    linkUrl: linkUrlOf(ctx, order),
    step,
  };
}

/** A hint which anybody can fake, good enough to choose a face. */
function faceOf(request: FastifyRequest): Face {
  const agent = request.headers["user-agent"] ?? "";
  if (/MicroMessenger/i.test(agent)) return "wechat";
  return /Mobi|Android|iPhone/i.test(agent) && !/iPad/i.test(agent) ? "phone" : "screen";
}

function languageOf(request: FastifyRequest) {
  const chosen = asked.safeParse(request.query);
  return pickLanguage(request.headers["accept-language"], (chosen.success ? chosen.data.lang : undefined) ?? request.cookies["lang"]);
}

function page(reply: FastifyReply, render: (nonce: string) => string): FastifyReply {
  const nonce = randomBytes(16).toString("base64");
  // Forms post to us and are sent on to QFPay's and WeChat's pages, which Chrome counts as form targets: so no form-action here.
  reply.header(
    "content-security-policy",
    `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'`,
  );
  return reply.type("text/html; charset=utf-8").send(render(nonce));
}

/** Tells the page which version of itself is true now, at once and after every change. The page decides whether it is behind. */
async function streamVersions(ctx: Context, order: Order, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const gone = new AbortController();
  request.raw.on("close", () => gone.abort());
  const face = faceOf(request);
  const versionNow = async (): Promise<string> => versionOf(viewOf(ctx, order, await readPayLink(ctx, order, face)));
  reply.hijack();
  reply.raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" });
  const tell = async (): Promise<void> => void reply.raw.write(`event: changed\ndata: ${await versionNow()}\n\n`);
  const heartbeat = setInterval(() => reply.raw.write(": here\n\n"), 15_000);
  try {
    const changes = ctx.changes(gone.signal); // subscribed before the first look, so that nothing falls between
    await tell();
    for await (const change of changes) if (change.orderId === order.id) await tell();
  } finally {
    clearInterval(heartbeat);
    reply.raw.end();
  }
  return reply;
}
