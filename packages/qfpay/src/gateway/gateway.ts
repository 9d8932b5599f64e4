import { echoOf } from "../fields/index.ts";
import { HEADERS } from "../names/index.ts";
import type { Outcome, UnknownCause } from "../outcome/index.ts";
import type { Priority } from "../rate-budget/index.ts";
import { digest, isSameDigest, signForSending } from "../signing/index.ts";
import { type Exchange, send, type WireRequest } from "../transport/index.ts";
import type { Answer } from "./answer.ts";
import { type Expectation, readAnswer, SILENCE } from "./read-answer.ts";
import type { Account, GatewayEvent, GatewayParts } from "./settings.ts";

/** People wait for the answer, sweeps do not. People is the default. */
export type CallOptions = { readonly priority?: Priority };

/** One request to QFPay in wire words; empty values are not sent, `mchid` is added by the gateway. */
export type Call<T> = Expectation<T> & {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly params: Readonly<Record<string, string | undefined>>;
};

/** One account's way to QFPay: signs, keeps to the budget, sends once, reads the answer. */
export interface Gateway {
  readonly account: Account;
  readonly now: () => Date;
  call<T>(call: Call<T>, options?: CallOptions): Promise<Answer<T>>;
}

const SWEEP_PATIENCE_MS = 120_000;
const MONEY_OPERATIONS: ReadonlySet<string> = new Set(["create", "refund", "close", "note"]);

export function createGateway(account: Account, parts: GatewayParts): Gateway {
  const { budget, clock } = parts;

  function requestFor(call: Call<unknown>): WireRequest {
    const { params, sign } = signForSending({ ...call.params, mchid: account.mchid }, account.clientKey, account.signType);
    const headers = { [HEADERS.appCode]: account.appCode, [HEADERS.sign]: sign };
    return {
      method: call.method,
      url: account.apiBase + call.path,
      headers: account.signType === "SHA256" ? { ...headers, [HEADERS.signType]: "SHA256" } : headers,
      params,
      timeoutMs: MONEY_OPERATIONS.has(call.operation) ? parts.timeouts.moneyMs : parts.timeouts.readMs,
      maxBytes: parts.maxBytes,
    };
  }

  async function exchange(request: WireRequest, priority: Priority): Promise<Exchange> {
    const room = await budget.acquire(priority, priority === "people" ? request.timeoutMs : SWEEP_PATIENCE_MS);
    if (room === "refused") return { kind: "failed", cause: { reason: "rateLimited", by: "budget" }, status: null, bytes: null };
    const result = await send(request, parts.fetch);
    if (result.kind === "failed" && result.cause.reason === "rateLimited") budget.reportLimited();
    else if (result.status !== null) budget.reportPassed();
    return result;
  }

  /** True when a signature came and does not fit. Absence is normal. docs/qfpay.md#response-signature */
  function isMisSigned(result: Exchange): boolean {
    if (result.kind !== "answered" || result.sign === null || !/^[0-9a-f]{32}$/i.test(result.sign)) return false;
    return !isSameDigest(result.sign, digest(result.bytes, account.clientKey, "MD5"));
  }

  async function perform<T>(asked: Call<T>, options?: CallOptions): Promise<Answer<T>> {
    const request = requestFor(asked);
    const startedAt = performance.now();
    const result = await exchange(request, options?.priority ?? "people");
    const answer = answerOf(asked, result, clock.now());
    const tell = (event: GatewayEvent["event"]) =>
      parts.log({
        event,
        path: asked.path,
        outTradeNo: request.params["out_trade_no"] ?? null,
        syssn: request.params["syssn"] ?? answer.echo.syssn,
        httpStatus: answer.httpStatus,
        tookMs: Math.round(performance.now() - startedAt),
        result: resultOf(answer),
      });
    if (isMisSigned(result)) {
      tell("responseSignatureMismatch");
      if (account.isResponseSignatureRequiredToFit) return { ...heardOf(answer), ...unknown({ reason: "signature" }) };
    }
    tell(eventOf(result));
    return answer;
  }

  return { account, now: () => clock.now(), call: perform };
}

function answerOf<T>(asked: Call<T>, result: Exchange, heardAt: Date): Answer<T> {
  const raw = result.bytes === null ? null : new TextDecoder("utf-8", { ignoreBOM: true }).decode(result.bytes);
  if (result.kind === "failed") return { ...unknown(result.cause), ...SILENCE, raw, httpStatus: result.status, heardAt };
  const { outcome, fields } = readAnswer(result.bytes, asked, heardAt);
  return { ...outcome, fields, echo: echoOf(fields), raw, httpStatus: result.status, heardAt };
}

function unknown(cause: UnknownCause): Outcome<never> {
  return { kind: "unknown", cause };
}

function heardOf({ raw, httpStatus, fields, echo, heardAt }: Answer<unknown>) {
  return { raw, httpStatus, fields, echo, heardAt };
}

function eventOf(result: Exchange): GatewayEvent["event"] {
  if (result.kind === "answered") return "answered";
  return result.cause.reason === "rateLimited" ? "rateLimited" : "failed";
}

function resultOf(answer: Answer<unknown>): string {
  const code = answer.fields["respcd"];
  if (typeof code === "string" && /^\d{4}$/.test(code)) return code; // anything else could be a megabyte
  return answer.kind === "unknown" ? answer.cause.reason : answer.kind;
}
