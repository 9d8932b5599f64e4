import type { Malformed } from "../faults/index.ts";
import { pythonJson, type WireValue } from "../wire/index.ts";
import type { WireObject } from "./answer.ts";
import { jsonAnswer, type Outgoing, pageAnswer, signHeader } from "./outgoing.ts";

/** What an answer is spoilt with: its fields, the key it is signed with, and the numbers of somebody else's order. */
export type Spoilable = {
  readonly fields: WireObject;
  readonly key: string | undefined;
  readonly other: { readonly outTradeNo: string; readonly syssn: string };
};

type Spoil = (given: Spoilable) => Outgoing;

const TEN_MEGABYTES = 10 * 1024 * 1024;
const DEEP = 100_000;
const UTF8_BOM = "\ufeff";

/** How each kind of malformed answer is made. All are signed over what is sent, but those about the signature. */
const SPOILS: { readonly [Name in Malformed]: Spoil } = {
  empty: () => jsonAnswer("", undefined),
  "html-200": () => ({ ...pageAnswer(502), status: 200 }),
  "html-502": () => pageAnswer(502),
  "leading-zero-number": byText((text) => text.replace(/("respcd": )"(\d+)"/, "$1$2")),
  truncated: byText((text) => text.slice(0, Math.ceil(text.length / 2))),
  "gzip-lie": (given) => withHeaders(plain(given), { "content-encoding": "gzip" }),
  "ten-megabytes": byText((text) => withField(text, `"filler": "${"x".repeat(TEN_MEGABYTES)}"`)),
  "deep-nesting": byText((text) => withField(text, `"extra": ${"[".repeat(DEEP)}${"]".repeat(DEEP)}`)),
  "wrong-content-type": (given) => withHeaders(plain(given), { "content-type": "text/html" }),
  "utf-16": byBytes((text) => Buffer.from(`${UTF8_BOM}${text}`, "utf16le")),
  "broken-utf-8": byBytes((text) =>
    Buffer.concat([Buffer.from(`${text.slice(0, -1)}, "extra": "`), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
  ),
  "duplicate-keys": byText((text) => withField(text, '"respcd": "0000"')),
  "proto-key": byText((text) => `{"__proto__": ${text}}`),
  "respcd-as-number": byText((text) => text.replace(/("respcd": )"0*(\d+)"/g, "$1$2")),
  "amounts-as-numbers": byText((text) => text.replace(/("txamt": )"(\d+)"/g, "$1$2")),
  list: byText((text) => `[${text}]`),
  null: byText(() => "null"),
  text: byText((text) => JSON.stringify(text)),
  xml: byText(() => "<xml><respcd>0000</respcd></xml>"),
  bom: byText((text) => `${UTF8_BOM}${text}`),
  "trailing-bytes": byText((text) => `${text}${text}`),
  "redirect-302": (given) => ({ ...withHeaders(plain(given), { location: "/trade/v1/elsewhere" }), status: 302 }),
  "redirect-307": (given) => ({ ...withHeaders(plain(given), { location: "/trade/v1/elsewhere" }), status: 307 }),
  "bad-sign": (given) => withHeaders(plain(given), { "X-QF-SIGN": "0".repeat(32) }),
  "no-sign": (given) => plain({ ...given, key: undefined }),
  "amount-changed": byFields((row) => ("txamt" in row ? { ...row, txamt: other(row["txamt"]) } : row)),
  "currency-changed": byFields((row) => ("txcurrcd" in row ? { ...row, txcurrcd: row["txcurrcd"] === "USD" ? "HKD" : "USD" } : row)),
  "other-out-trade-no": byFields((row, given) => ("out_trade_no" in row ? { ...row, out_trade_no: given.other.outTradeNo } : row)),
  "no-syssn": byFields(({ syssn: _syssn, ...rest }) => rest),
  "other-syssn": byFields((row, given) => ("syssn" in row ? { ...row, syssn: given.other.syssn } : row)),
  "qrcode-javascript": byFields((row) => qrcode(row, "javascript:alert(document.domain)")),
  "qrcode-data": byFields((row) => qrcode(row, "data:text/html,<script>alert(1)</script>")),
  "qrcode-http": byFields((row) => qrcode(row, "http://pay.example.com/bizpayurl?pr=1")),
  "pay-params-extra": byFields((row) => withExtraPayParams(row)),
};

/** The answer of these fields, spoilt in the way named. */
export function spoil(name: Malformed, given: Spoilable): Outgoing {
  return SPOILS[name](given);
}

/** The answer as it should be. */
export function plain({ fields, key }: Pick<Spoilable, "fields" | "key">): Outgoing {
  return jsonAnswer(pythonJson(fields), key);
}

function byText(change: (text: string) => string): Spoil {
  return ({ fields, key }) => jsonAnswer(change(pythonJson(fields)), key);
}

function byBytes(change: (text: string) => Buffer): Spoil {
  return (given) => {
    const body = change(pythonJson(given.fields));
    return { ...withHeaders(plain(given), signHeader(body, given.key)), body };
  };
}

/** Changes the fields of the answer; of an enquiry, those of every row. */
function byFields(change: (row: WireObject, given: Spoilable) => WireObject): Spoil {
  return (given) => {
    const rows = given.fields["data"];
    const fields = isList(rows)
      ? { ...given.fields, data: rows.map((row) => (isObject(row) ? change(row, given) : row)) }
      : change(given.fields, given);
    return plain({ ...given, fields });
  };
}

function withHeaders(answer: Outgoing, headers: Readonly<Record<string, string>>): Outgoing {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function withField(text: string, field: string): string {
  return `${text.slice(0, -1)}, ${field}}`;
}

function other(amount: WireValue | undefined): string {
  return typeof amount === "string" && /^\d+$/.test(amount) ? (BigInt(amount) + 1n).toString() : "1";
}

function qrcode(row: WireObject, address: string): WireObject {
  return "qrcode" in row ? { ...row, qrcode: address } : row;
}

function withExtraPayParams(row: WireObject): WireObject {
  const params = row["pay_params"];
  if (!isObject(params)) return row;
  return { ...row, pay_params: { ...params, redirect_url: "https://evil.example.com/", extra: "1" } };
}

// Array.isArray does not narrow readonly arrays out of a union.
function isList(value: WireValue | undefined): value is readonly WireValue[] {
  return Array.isArray(value);
}

function isObject(value: WireValue | undefined): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
