import { HEADERS } from "../names/index.ts";
import type { UnknownCause } from "../outcome/index.ts";
import { formBody, queryString } from "./encode.ts";
import { codeOf } from "./error-code.ts";
import type { Exchange, Fetch, WireRequest } from "./exchange.ts";
import { type Body, readBody } from "./read-body.ts";

/**
 * Sends one request, once. Never throws for what a network or a server can do, never follows a redirect, never reads more
 * than `maxBytes`, never waits longer than `timeoutMs`. Anything but HTTP 200 with a whole body is a failed exchange.
 */
export async function send(request: WireRequest, fetch: Fetch): Promise<Exchange> {
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const outOfTime = (): UnknownCause => ({ reason: "timeout", afterMs: request.timeoutMs });
  let response: Response;
  try {
    response = await fetch(...fetchArguments(request, timeout));
  } catch (error) {
    const cause: UnknownCause = timeout.aborted ? outOfTime() : { reason: "connection", detail: codeOf(error) };
    return { kind: "failed", cause, status: null, bytes: null };
  }
  const body = await readBody(response, request.maxBytes);
  const cause = (timeout.aborted && body.end === "broken" ? outOfTime() : null) ?? causeOf(response.status, body, request.maxBytes);
  if (cause !== null) return { kind: "failed", cause, status: response.status, bytes: body.bytes };
  return { kind: "answered", status: response.status, bytes: body.bytes, sign: response.headers.get(HEADERS.sign) };
}

function fetchArguments(request: WireRequest, signal: AbortSignal): Parameters<Fetch> {
  // identity: the response signature is over the body's own bytes, and nothing can unpack to more than was sent
  const headers = { ...request.headers, "accept-encoding": "identity" };
  if (request.method === "GET") {
    return [`${request.url}?${queryString(request.params)}`, { method: "GET", headers, redirect: "manual", signal }];
  }
  const form = { ...headers, "content-type": "application/x-www-form-urlencoded; charset=UTF-8" };
  return [request.url, { method: "POST", headers: form, body: formBody(request.params), redirect: "manual", signal }];
}

/** Only 429 is documented beside 200, so any other status says nothing about what happened. docs/qfpay.md#transport */
function causeOf(status: number, body: Body, limitBytes: number): UnknownCause | null {
  if (status === 429) return { reason: "rateLimited", by: "gateway" };
  if (status >= 300 && status < 400) return { reason: "redirect", status };
  if (status !== 200) return { reason: "httpStatus", status };
  if (body.end === "tooLarge") return { reason: "tooLarge", limitBytes };
  if (body.end === "broken") return { reason: "truncated", detail: body.detail };
  return null;
}
