import { HEADERS } from "../names/index.ts";
import type { Priority } from "../rate-budget/index.ts";
import { digest, isSameDigest, signForSending } from "../signing/index.ts";
import { type Exchange, send, type WireRequest } from "../transport/index.ts";
import type { Answer } from "./answer.ts";
import { answerOf, heardOf, nothingHeard } from "./heard.ts";
import type { Expectation } from "./read-answer.ts";
import type { Asked } from "./sent.ts";
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

  function signed(call: Call<unknown>): { request: WireRequest; sign: string } {
    const { params, sign } = signForSending({ ...call.params, mchid: account.mchid }, account.clientKey, account.signType);
    const headers = { [HEADERS.appCode]: account.appCode, [HEADERS.sign]: sign };
    const request: WireRequest = {
      method: call.method,
      url: account.apiBase + call.path,
      headers: account.signType === "SHA256" ? { ...headers, [HEADERS.signType]: "SHA256" } : headers,
      params,
      timeoutMs: MONEY_OPERATIONS.has(call.operation) ? parts.timeouts.moneyMs : parts.timeouts.readMs,
      maxBytes: parts.maxBytes,
    };
    return { request, sign };
  }

  async function exchange(request: WireRequest): Promise<Exchange> {
    const result = await send(request, parts.connections);
    if (result.kind === "failed" && result.cause.reason === "rateLimited") budget.reportLimited();
    else if (result.status !== null) budget.reportPassed();
    return result;
  }

  /** True when a signature came and does not fit. Absence is normal. docs/qfpay.md#response-signature */
  function isMisSigned(result: Exchange): boolean {
    if (result.kind !== "answered" || result.sign === null || !/^[0-9a-f]{32}$/i.test(result.sign)) return false;
    return !isSameDigest(result.sign, digest(result.bytes, account.clientKey, "MD5"));
  }

  /** A person's patience covers the wait for room and the call, and leaves the call at least half of it. */
  async function roomFor(request: WireRequest, priority: Priority): Promise<{ is: "refused" } | { is: "granted"; timeoutMs: number }> {
    const { timeoutMs } = request;
    const half = Math.ceil(timeoutMs / 2);
    const askedAt = performance.now();
    const room = await budget.acquire(priority, priority === "people" ? half : SWEEP_PATIENCE_MS);
    if (room === "refused") return { is: "refused" };
    const waitedMs = priority === "people" ? Math.floor(performance.now() - askedAt) : 0;
    return { is: "granted", timeoutMs: Math.max(timeoutMs - waitedMs, half) };
  }

  async function perform<T>(call: Call<T>, options?: CallOptions): Promise<Answer<T>> {
    const { request, sign } = signed(call);
    const callId = parts.newCallId();
    const startedAt = performance.now();
    const tell = (event: GatewayEvent["event"], answer: Answer<T>) =>
      parts.log({
        event,
        callId,
        path: call.path,
        outTradeNo: request.params["out_trade_no"] ?? null,
        syssn: request.params["syssn"] ?? answer.echo.syssn,
        httpStatus: answer.httpStatus,
        tookMs: Math.round(performance.now() - startedAt),
        result: resultOf(answer),
      });
    const room = await roomFor(request, options?.priority ?? "people");
    if (room.is === "refused") {
      const answer: Answer<T> = { kind: "unknown", cause: { reason: "rateLimited", by: "budget" }, ...nothingHeard(clock.now()) };
      tell("rateLimited", answer);
      return answer;
    }
    const { appCode, signType } = account;
    const asked: Asked = { callId, operation: call.operation, path: call.path, request, appCode, signType, sign, at: clock.now() };
    const result = await exchange({ ...request, timeoutMs: room.timeoutMs });
    const answer = answerOf(call, asked, result, clock.now());
    if (isMisSigned(result)) {
      tell("responseSignatureMismatch", answer);
      if (account.isResponseSignatureRequiredToFit) return { ...heardOf(answer), kind: "unknown", cause: { reason: "signature" } };
    }
    tell(eventOf(result), answer);
    return answer;
  }

  return { account, now: () => clock.now(), call: perform };
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
