import type { Operation } from "../outcome/index.ts";
import type { SignType } from "../signing/index.ts";
import type { WireRequest } from "../transport/index.ts";

/**
 * One request that went to QFPay, without its secrets: kept beside the answer as evidence of what we asked and when.
 * It turns into JSON as it is; instants then read as UTC.
 */
export type Sent = {
  /** Names the call in the log too. */
  readonly callId: string;
  readonly operation: Operation;
  readonly method: "GET" | "POST";
  readonly path: string;
  /** The fields as sent, in signing order; the payer's openid, OAuth codes and identities are left out. */
  readonly fields: Readonly<Record<string, string>>;
  /** Its last four characters. */
  readonly appCode: string;
  readonly signType: SignType;
  /** Its first four characters: enough to find it in QFPay's log, too few to use it. */
  readonly sign: string;
  /** Handed to the network, by our clock. */
  readonly at: Date;
  /** The answer was read as far as it came, by our clock; null when none came. */
  readonly answeredAt: Date | null;
  readonly httpStatus: number | null;
};

/** What is known of a request before it is answered. */
export type Asked = {
  readonly callId: string;
  readonly operation: Operation;
  readonly path: string;
  readonly request: WireRequest;
  readonly appCode: string;
  readonly signType: SignType;
  readonly sign: string;
  readonly at: Date;
};

export const REDACTED = "(redacted)";
const PERSONAL: ReadonlySet<string> = new Set(["sub_openid", "openid", "extend_info"]);

export function sentOf(asked: Asked, answer: { at: Date; httpStatus: number | null }): Sent {
  const { callId, operation, path, request, signType, at } = asked;
  const names = Object.keys(request.params).toSorted(); // names are lower-case ASCII, so this is the order of bytes
  return {
    callId,
    operation,
    method: request.method,
    path,
    fields: Object.fromEntries(names.map((name) => [name, shown(operation, name, request.params[name] ?? "")])),
    appCode: lastFour(asked.appCode),
    signType,
    sign: `${asked.sign.slice(0, 4)}…`,
    at,
    answeredAt: answer.httpStatus === null ? null : answer.at,
    httpStatus: answer.httpStatus,
  };
}

/** `code` is WeChat's code of a payer in one call and the app code in another. docs/qfpay.md#notes */
function shown(operation: Operation, name: string, value: string): string {
  if (PERSONAL.has(name)) return REDACTED;
  if (name === "code") return operation === "note" ? lastFour(value) : REDACTED;
  return value;
}

function lastFour(text: string): string {
  return `…${text.slice(-4)}`;
}
