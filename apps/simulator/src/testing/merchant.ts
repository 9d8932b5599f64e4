import { createHash } from "node:crypto";
import { APP_CODE, CLIENT_KEY } from "./start-for-test.ts";

export type WireAnswer = {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly raw: string;
  readonly sign: string | null;
};

type Params = Readonly<Record<string, string>>;

/** A merchant's server, written for these tests alone: it signs by the documents and not with our signing code. */
export type Merchant = {
  readonly post: (path: string, params: Params, headers?: Params) => Promise<WireAnswer>;
  readonly get: (path: string, params: Params) => Promise<WireAnswer>;
  /** Sends a body or a query as it is, with headers of one's own. */
  readonly raw: (method: string, target: string, body: string | undefined, headers: Params) => Promise<WireAnswer>;
  readonly sign: (params: Params, algorithm?: string) => string;
  readonly makeQr: (change?: Params) => Promise<WireAnswer>;
};

export function merchantOf(url: string, who: { appCode?: string; clientKey?: string; mchid?: string } = {}): Merchant {
  const { appCode = APP_CODE, clientKey = CLIENT_KEY, mchid } = who;
  const sign = (params: Params, algorithm = "md5"): string => {
    const names = Object.keys(params).toSorted((a, b) => (a < b ? -1 : 1));
    const text = names.map((name) => `${name}=${params[name]}`).join("&");
    return createHash(algorithm)
      .update(text + clientKey, "utf8")
      .digest("hex")
      .toUpperCase();
  };
  const raw = async (method: string, target: string, body: string | undefined, headers: Params): Promise<WireAnswer> => {
    const response = await fetch(`${url}${target}`, { method, headers, redirect: "manual", ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    const isJson = text.startsWith("{");
    const read: Record<string, unknown> = isJson ? JSON.parse(text) : {};
    return { status: response.status, body: read, raw: text, sign: response.headers.get("x-qf-sign") };
  };
  const whole = (params: Params): Params => (mchid === undefined ? params : { ...params, mchid });
  const identity = (params: Params): Params => ({ "x-qf-appcode": appCode, "x-qf-sign": sign(params) });
  const post: Merchant["post"] = (path, params, headers = {}) => {
    const sent = whole(params);
    const form = { "content-type": "application/x-www-form-urlencoded" };
    return raw("POST", path, new URLSearchParams(sent).toString(), { ...identity(sent), ...form, ...headers });
  };
  return {
    post,
    get: (path, params) => raw("GET", `${path}?${new URLSearchParams(whole(params)).toString()}`, undefined, identity(whole(params))),
    raw,
    sign,
    makeQr: (change = {}) =>
      post("/trade/v1/payment", {
        txamt: "301",
        txcurrcd: "HKD",
        pay_type: "800201",
        out_trade_no: "ORD-1",
        txdtm: "2026-03-10 12:00:00",
        ...change,
      }),
  };
}
