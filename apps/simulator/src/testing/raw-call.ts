import { request } from "node:http";
import type { Merchant } from "./merchant.ts";
import { APP_CODE } from "./start-for-test.ts";

/** An answer byte for byte, and whether it came whole, was cut off, or never came. */
export type RawAnswer = {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly ended: "whole" | "cut" | "none";
  /** In how many pieces the body came. */
  readonly pieces: number;
};

/** Posts a signed call and takes whatever comes: no decoding, no following of redirects. */
export function rawCall(url: string, merchant: Merchant, path: string, params: Readonly<Record<string, string>>): Promise<RawAnswer> {
  const body = new URLSearchParams(params).toString();
  const headers = {
    "x-qf-appcode": APP_CODE,
    "x-qf-sign": merchant.sign(params),
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
  };
  return new Promise((resolve) => {
    const nothing: RawAnswer = { status: undefined, headers: {}, body: Buffer.alloc(0), ended: "none", pieces: 0 };
    const call = request(`${url}${path}`, { method: "POST", headers, agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("error", () => {}); // a cut answer: `close` says so
      answer.on("close", () =>
        resolve({
          status: answer.statusCode,
          headers: answer.headers,
          body: Buffer.concat(parts),
          ended: answer.complete ? "whole" : "cut",
          pieces: parts.length,
        }),
      );
    });
    call.on("error", () => resolve(nothing));
    call.end(body);
  });
}
