import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp, type ServerResponse } from "node:http";
import { request as requestHttps } from "node:https";
import { LANGUAGE_COOKIE, readCookie } from "../../page/index.ts";
import { PHONE_HEADER } from "../person.ts";
import { isAllowedHost } from "./allowed.ts";
import type { CookieJar } from "./cookie-jar.ts";
import { addressesIn, originsIn, rewriteMarkup, rewritePolicy, type Translate, titleOf } from "./rewrite.ts";
import { unreachablePage } from "./unreachable.ts";
import { WECHAT_USER_AGENT } from "./user-agent.ts";

/** One request of the phone's browser and what it needs to know on the way. */
export type Journey = {
  readonly target: URL;
  readonly jar: CookieJar;
  /** Who holds the phone, told to the gateway only. */
  readonly phone: string | undefined;
  readonly newCookie: string | undefined;
  readonly addressOf: (url: URL) => Promise<string>;
  readonly allowedHosts: readonly string[];
  readonly siteOfPort: (port: string) => Promise<string | undefined>;
  readonly shown: (page: { readonly title: string; readonly url: string }) => void;
};

const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];
// Headers by which the real browser would give itself away, and those that are made anew here.
const NOT_SENT = [
  "host",
  "cookie",
  "user-agent",
  "accept-encoding",
  "origin",
  "referer",
  "sec-fetch-dest",
  "content-length",
  "x-frame-options",
];
const NOT_RETURNED = [
  "set-cookie",
  "x-frame-options",
  "strict-transport-security",
  "content-length",
  "content-security-policy",
  "location",
];

/** Sends the request on as WeChat would, and the answer back so that the person's browser stays inside WeChat. */
export async function forward(request: IncomingMessage, response: ServerResponse, journey: Journey): Promise<void> {
  const { target } = journey;
  const headers = await headersFor(request, journey);
  const send = target.protocol === "https:" ? requestHttps : requestHttp;
  const onward = send(target, { method: request.method, headers }, (answer) => {
    giveBack(answer, response, journey).catch(() => response.destroy());
  });
  onward.on("error", () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { "content-type": "text/html; charset=utf-8" }).end(unreachablePage(request, target));
  });
  response.on("close", () => onward.destroy()); // an event stream that the page has left
  request.pipe(onward);
}

async function headersFor(request: IncomingMessage, journey: Journey): Promise<Record<string, string | string[]>> {
  const { target, jar } = journey;
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined && !HOP_BY_HOP.includes(name) && !NOT_SENT.includes(name) && !name.startsWith("sec-ch-")) headers[name] = value;
  }
  const optional = {
    host: target.host,
    "user-agent": WECHAT_USER_AGENT,
    "accept-encoding": "identity",
    cookie: jar.headerFor(target.hostname, target.pathname),
    origin: await atSite(request.headers.origin, journey),
    referer: await atSite(request.headers.referer, journey),
    "sec-fetch-dest": request.headers["sec-fetch-dest"] === "iframe" ? "document" : oneText(request.headers["sec-fetch-dest"]),
    "content-length": request.headers["content-length"],
    "accept-language": readCookie(request.headers.cookie, LANGUAGE_COOKIE) ?? request.headers["accept-language"],
    [PHONE_HEADER]: journey.phone,
  };
  for (const [name, value] of Object.entries(optional)) if (value !== undefined) headers[name] = value;
  return headers;
}

/** An address of the phone's browser as the address of the site that stands behind it. */
async function atSite(address: string | undefined, journey: Journey): Promise<string | undefined> {
  if (address === undefined || address === "null") return address;
  const url = URL.parse(address);
  const origin = url === null ? undefined : await journey.siteOfPort(url.port);
  return origin === undefined ? undefined : address.replace(url?.origin ?? "", origin);
}

async function giveBack(answer: IncomingMessage, response: ServerResponse, journey: Journey): Promise<void> {
  const { target, jar } = journey;
  jar.keep(target.hostname, target.pathname, answer.headers["set-cookie"] ?? []);
  const isPage = /^text\/html/i.test(answer.headers["content-type"] ?? "");
  const markup = isPage ? await bytesOf(answer) : undefined;
  const policy = oneText(answer.headers["content-security-policy"]) ?? "";
  const location = answer.headers.location === undefined ? undefined : new URL(answer.headers.location, target).href;
  const translate = await translator(journey, [
    ...addressesIn(markup ?? ""),
    ...originsIn(policy),
    ...(location === undefined ? [] : [location]),
  ]);

  response.statusCode = answer.statusCode ?? 502;
  for (const [name, value] of Object.entries(returned(answer.headers))) response.setHeader(name, value);
  if (policy !== "") response.setHeader("content-security-policy", rewritePolicy(policy, translate));
  if (location !== undefined) response.setHeader("location", translate(location) ?? location);
  if (journey.newCookie !== undefined) response.setHeader("set-cookie", journey.newCookie);
  if (markup === undefined) {
    answer.pipe(response);
    return;
  }
  if (location === undefined) journey.shown({ title: titleOf(Buffer.from(markup, "latin1").toString("utf8")), url: target.href });
  response.end(Buffer.from(rewriteMarkup(markup, translate), "latin1"));
}

function returned(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name) && !NOT_RETURNED.includes(name));
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

// Latin-1 gives every byte a character and back, so a page in any encoding passes unharmed.
async function bytesOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("latin1");
}

async function translator(journey: Journey, addresses: readonly string[]): Promise<Translate> {
  const known = new Map<string, string>();
  for (const address of new Set(addresses)) {
    const url = URL.parse(address);
    if (url === null || !isAllowedHost(url, journey.allowedHosts)) continue;
    const inside = await journey.addressOf(url);
    known.set(address, address === url.origin ? new URL(inside).origin : inside);
  }
  return (address) => known.get(address);
}

function oneText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(", ") : value;
}
