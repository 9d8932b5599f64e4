import type { Dispatcher } from "undici";
import { HEADERS } from "../names/index.ts";
import type { UnknownCause } from "../outcome/index.ts";
import { formBody, queryString } from "./encode.ts";
import { codeOf } from "./error-code.ts";
import type { Exchange, WireRequest } from "./exchange.ts";
import { type Body, readBody } from "./read-body.ts";
import { undici } from "./undici.ts";

/**
 * Sends one request, once. Never throws for what a network or a server can do, never follows a redirect, never reads more
 * than `maxBytes`, never waits longer than `timeoutMs`. Anything but HTTP 200 with a whole body is a failed exchange.
 */
export async function send(request: WireRequest, connections: Dispatcher): Promise<Exchange> {
  // Not AbortSignal.timeout, which goes off for every call that was answered long ago too.
  const controller = new AbortController();
  const clock = setTimeout(() => controller.abort(), request.timeoutMs);
  try {
    return await exchanged(request, connections, controller.signal);
  } finally {
    clearTimeout(clock);
  }
}

async function exchanged(request: WireRequest, connections: Dispatcher, timeout: AbortSignal): Promise<Exchange> {
  const outOfTime = (): UnknownCause => ({ reason: "timeout", afterMs: request.timeoutMs });
  let response: Dispatcher.ResponseData;
  try {
    const { url, ...message } = messageOf(request);
    // No clock but the signal's and the connecting's own.
    response = await undici().request(url, { ...message, dispatcher: connections, signal: timeout, headersTimeout: 0, bodyTimeout: 0 });
  } catch (error) {
    const cause: UnknownCause = timeout.aborted ? outOfTime() : { reason: "connection", detail: codeOf(error) };
    return { kind: "failed", cause, status: null, bytes: null };
  }
  const status = response.statusCode;
  const body = await readBody(response, request.maxBytes);
  const cause = (timeout.aborted && body.end === "broken" ? outOfTime() : null) ?? causeOf(status, body, request.maxBytes);
  if (cause !== null) return { kind: "failed", cause, status, bytes: body.bytes };
  return { kind: "answered", status, bytes: body.bytes, sign: signIn(response) };
}

function messageOf(request: WireRequest): { url: string; method: "GET" | "POST"; headers: Record<string, string>; body: string | null } {
  // identity: the response signature is over the body's own bytes
  const headers = { ...request.headers, accept: "application/json", "accept-encoding": "identity", "user-agent": "tillbook" };
  if (request.method === "GET") return { url: `${request.url}?${queryString(request.params)}`, method: "GET", headers, body: null };
  const form = { ...headers, "content-type": "application/x-www-form-urlencoded; charset=UTF-8" };
  return { url: request.url, method: "POST", headers: form, body: formBody(request.params) };
}

/** Two signatures are none. */
function signIn({ headers }: Dispatcher.ResponseData): string | null {
  const sign = headers[HEADERS.sign.toLowerCase()];
  return typeof sign === "string" ? sign : null;
}

/** Only 429 is documented beside 200, so any other status says nothing about what happened. docs/qfpay.md#transport */
function causeOf(status: number, body: Body, limitBytes: number): UnknownCause | null {
  if (status === 429) return { reason: "rateLimited", by: "gateway" };
  if (status >= 300 && status < 400) return { reason: "redirect", status };
  if (status !== 200) return { reason: "httpStatus", status };
  if (body.end === "tooLarge") return { reason: "tooLarge", limitBytes };
  if (body.end === "broken") return { reason: "truncated", detail: body.detail };
  if (body.end === "garbled") return { reason: "encoding", detail: body.detail };
  return null;
}
