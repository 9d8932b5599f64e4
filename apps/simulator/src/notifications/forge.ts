import { createHash, createHmac } from "node:crypto";
import { digest, digestParams } from "@tillbook/qfpay/signing";
import type { Forgery } from "../book/index.ts";
import { pythonJson } from "../wire/index.ts";

/** A notice as QFPay would send it, with what its account holds. */
export type Genuine = { readonly url: string; readonly body: string; readonly key: string; readonly appCode: string };

/** What is posted. Several signs are several headers of one name, undefined is none. */
export type Posted = { readonly url: string; readonly body: string; readonly sign: string | readonly string[] | undefined };

type Forge = (genuine: Genuine) => Partial<Posted>;

const FULL_WIDTH = 0xfee0;

/** How each forgery is made: what is not named here is as in the genuine notice, its true digest included. */
const FORGES: { readonly [Name in Forgery]: Forge } = {
  "other-key": ({ body }) => ({ sign: digest(body, "not-the-key", "MD5") }),
  "no-sign": () => ({ sign: undefined }),
  "empty-sign": () => ({ sign: "" }),
  "lower-case-sign": (genuine) => ({ sign: signOf(genuine).toLowerCase() }),
  "truncated-sign": (genuine) => ({ sign: signOf(genuine).slice(0, -1) }),
  "long-sign": (genuine) => ({ sign: `${signOf(genuine)}0` }),
  "zero-sign": () => ({ sign: "0".repeat(32) }),
  "sign-in-query": (genuine) => ({ url: withQuery(genuine.url, signOf(genuine)), sign: undefined }),
  "sign-in-body": (genuine) => ({ body: withField(genuine.body, "sign", signOf(genuine)), sign: undefined }),
  "two-signs": (genuine) => ({ sign: ["0".repeat(32), signOf(genuine)] }),
  "look-alike-sign": (genuine) => ({ sign: lookAlike(signOf(genuine)) }),
  "sign-of-other-body": ({ key }) => ({ sign: digest(pythonJson({ notify_type: "payment", status: "1" }), key, "MD5") }),
  "re-serialised": ({ body }) => ({ body: JSON.stringify(JSON.parse(body)) }),
  "trailing-byte": ({ body }) => ({ body: `${body}\n` }),
  bom: ({ body }) => ({ body: `\ufeff${body}` }),
  "duplicate-key": ({ body }) => ({ body: withField(body, "txamt", "1") }),
  "empty-body": () => ({ body: "" }),
  "amount-tampered": ({ body }) => ({ body: tampered(body, { txamt: "1" }) }),
  "currency-tampered": ({ body }) => ({ body: tampered(body, { txcurrcd: "JPY" }) }),
  "number-tampered": ({ body }) => ({ body: tampered(body, { out_trade_no: "SOMEBODYELSES0001" }) }),
  "syssn-tampered": ({ body }) => ({ body: tampered(body, { syssn: "20200101000200000000000001" }) }),
  "type-tampered": ({ body }) => ({ body: tampered(body, { notify_type: "refund" }) }),
  "sha256-sign": ({ body, key }) => ({ sign: digest(body, key, "SHA256") }),
  "hmac-sign": ({ body, key }) => ({ sign: createHmac("md5", key).update(body).digest("hex").toUpperCase() }),
  "key-first-sign": ({ body, key }) => ({ sign: digest(key, body, "MD5") }),
  "fields-sign": ({ body, key }) => ({ sign: digestParams(fieldsOf(body), key, "MD5") }),
  "no-key-sign": ({ body }) => ({ sign: digest(body, "", "MD5") }),
  "app-code-as-key": ({ body, appCode }) => ({ sign: digest(body, appCode, "MD5") }),
  "base64-sign": ({ body, key }) => ({
    sign: createHash("md5")
      .update(body + key)
      .digest("base64"),
  }),
};

/** Whether a receiver must refuse it. The digest in lower case is right: taking or refusing that is his choice. */
export function mustBeRefused(forgery: Forgery): boolean {
  return forgery !== "lower-case-sign";
}

/** A notice as it is posted: genuine, or forged in the way named. */
export function posted(genuine: Genuine, forgery: Forgery | undefined): Posted {
  const { url, body } = genuine;
  return { url, body, sign: signOf(genuine), ...(forgery === undefined ? {} : FORGES[forgery](genuine)) };
}

// Always MD5, over the raw body followed by the key. docs/qfpay.md#notifications
function signOf({ body, key }: Genuine): string {
  return digest(body, key, "MD5");
}

function withQuery(url: string, sign: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}sign=${sign}`;
}

function withField(body: string, name: string, value: string): string {
  return `${body.slice(0, -1)}, ${JSON.stringify(name)}: ${JSON.stringify(value)}}`;
}

/** Full-width forms of the same letters. A header carries bytes: each is written as one character. */
function lookAlike(sign: string): string {
  const text = Array.from(sign, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + FULL_WIDTH)).join("");
  return Buffer.from(text, "utf8").toString("latin1");
}

function tampered(body: string, change: Readonly<Record<string, string>>): string {
  return pythonJson({ ...fieldsOf(body), ...change });
}

/** The fields of a notice, all of which are texts. */
function fieldsOf(body: string): Record<string, string> {
  const fields: Record<string, unknown> = JSON.parse(body);
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
}
