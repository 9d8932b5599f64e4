import { STATUS_CODES } from "node:http";
import { digest } from "@tillbook/qfpay/signing";
import type { CallPlan } from "../faults/index.ts";

/** An answer as it goes over the wire. */
export type Outgoing = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

const JSON_TYPE = "application/json; charset=UTF-8";
const HTML_TYPE = "text/html";

/** The signature of an answer: MD5 over its bytes and the key. docs/qfpay.md#response-signature */
export function signHeader(body: Buffer, key: string | undefined): Readonly<Record<string, string>> {
  return key === undefined ? {} : { "X-QF-SIGN": digest(body, key, "MD5") };
}

/** A JSON answer, signed where there is a key. Business errors are HTTP 200. */
export function jsonAnswer(text: string, key: string | undefined): Outgoing {
  const body = Buffer.from(text);
  return { status: 200, headers: { "content-type": JSON_TYPE, ...signHeader(body, key) }, body };
}

/** A page as a proxy writes it when it answers for the gateway. */
export function pageAnswer(status: number): Outgoing {
  const title = `${status} ${STATUS_CODES[status] ?? "Unknown"}`;
  const body = `<html>\n<head><title>${title}</title></head>\n<body>\n<center><h1>${title}</h1></center>\n<hr><center>nginx</center>\n</body>\n</html>\n`;
  return { status, headers: { "content-type": HTML_TYPE }, body: Buffer.from(body) };
}

/** The answer of another HTTP status; `truth` is what would have been said. */
export function statusAnswer(http: NonNullable<CallPlan["http"]>, truth: Outgoing | undefined): Outgoing {
  const retry = http.retryAfterS === undefined ? {} : { "retry-after": String(http.retryAfterS) };
  const given = bodyFor(http, truth);
  const type = http.contentType === undefined ? {} : { "content-type": http.contentType };
  return { status: http.httpStatus, headers: { ...given.headers, ...type, ...retry }, body: given.body };
}

function bodyFor(http: NonNullable<CallPlan["http"]>, truth: Outgoing | undefined): Outgoing {
  if (http.text !== undefined) return { status: 200, headers: { "content-type": "text/plain" }, body: Buffer.from(http.text) };
  if (http.body === "answer" && truth !== undefined) return truth;
  if (http.body === "nothing") return { status: 200, headers: {}, body: Buffer.alloc(0) };
  return pageAnswer(http.httpStatus);
}
