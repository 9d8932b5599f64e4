import { type Agent, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { EntryOf } from "../book/index.ts";
import type { Posted } from "./forge.ts";

export type Delivered = Pick<EntryOf<"delivery">, "outcome" | "httpStatus" | "answer">;

/** Not documented; receivers are to answer at once and work afterwards. */
const READ_TIMEOUT_MS = 5000;
const ANSWER_KEPT = 200;
const ANSWER_READ_BYTES = 65_536;

/**
 * Posts one notification. Only HTTP 200 with exactly `SUCCESS` accepts it; a redirect is not followed. Each goes over a
 * connection of its own unless `agent` keeps one. docs/qfpay.md#notifications
 */
export async function deliver({ url, body, sign }: Posted, stop: AbortSignal, agent?: Agent): Promise<Delivered> {
  const bytes = Buffer.from(body);
  const headers = {
    "content-type": "application/json",
    "content-length": bytes.length,
    ...(sign === undefined ? {} : { "x-qf-sign": typeof sign === "string" ? sign : [...sign] }),
  };
  const signal = AbortSignal.any([stop, AbortSignal.timeout(READ_TIMEOUT_MS)]);
  try {
    const { httpStatus, answer } = await post(new URL(url), { method: "POST", headers, signal, agent: agent ?? false }, bytes);
    const isAccepted = httpStatus === 200 && answer === "SUCCESS";
    return { outcome: isAccepted ? "accepted" : "refused", httpStatus, answer: answer.slice(0, ANSWER_KEPT) };
  } catch (cause) {
    return { outcome: "unreachable", httpStatus: undefined, answer: reasonOf(cause) };
  }
}

type Options = {
  readonly method: string;
  readonly headers: Record<string, string | number | string[]>;
  readonly signal: AbortSignal;
  readonly agent: Agent | false;
};

function post(url: URL, options: Options, bytes: Buffer): Promise<{ readonly httpStatus: number; readonly answer: string }> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const request = send(url, options, (response) => {
      const parts: Buffer[] = [];
      let length = 0;
      response.on("data", (part: Buffer) => {
        length += part.length;
        if (length <= ANSWER_READ_BYTES) parts.push(part);
        else response.destroy(new Error("the answer is too long"));
      });
      response.on("error", reject);
      response.on("end", () => resolve({ httpStatus: response.statusCode ?? 0, answer: Buffer.concat(parts).toString("utf8") }));
    });
    request.on("error", reject);
    request.end(bytes);
  });
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "no answer";
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}
