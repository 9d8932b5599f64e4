import { createHash } from "node:crypto";
import type { JsonObject, JsonValue } from "../strict-json/index.ts";
import { LEFT_OUT } from "./masked-text.ts";

/** A body of QFPay's as it may leave the house. One that is no JSON object is named by its length and digest alone. */
export type ShownBody =
  | { readonly is: "fields"; readonly fields: ShownFields }
  | { readonly is: "unreadable"; readonly characters: number; readonly sha256: string };
type Shown = string | ShownFields | readonly Shown[];
export type ShownFields = { readonly [name: string]: Shown };

/** Numbers, times, codes and amounts: what QFPay's support needs, and all that is shown as it is. Every other field is left out. */
const PLAIN: ReadonlySet<string> = new Set([
  "respcd", "syssn", "orig_syssn", "origssn", "out_trade_no", "orig_out_trade_no", "chnlsn", "chnlsn2", "txamt", "txcurrcd", "txdtm", "sysdtm",
  "paydtm", "txzone", "pay_type", "order_type", "cancel", "notify_type", "status", "cash_fee", "cash_fee_type", "cash_refund_fee", "cash_refund_fee_type",
  "exchange_rate", "expired_time", "start_time", "end_time", "page", "page_size", "rmb_tag", "limit_pay", "settle_batch_no",
]); // biome-ignore format: a list reads better

/** Sentences: shown without words that could be an id of a person or a part of a key. */
const WORDED: ReadonlySet<string> = new Set(["resperr", "respmsg", "errmsg", "goods_name"]);

const PLAIN_VALUE = /^[\w|*.:, +-]{0,400}$/;
/** Letters mixed with digits, as long as an openid or longer. Numbers of QFPay's and ours are shorter or digits alone. */
const ID_LIKE = /(?=[\w-]*[A-Za-z])(?=[\w-]*[\d_-])[\w-]{24,}/g;
const LONGEST_SENTENCE = 300;
const DEEPEST = 4;

/** What may be shown of a body that QFPay sent or answered. */
export function shownBody(raw: string): ShownBody {
  const value = parsed(raw);
  if (value !== null && typeof value === "object" && !isList(value)) return { is: "fields", fields: shownFields(value) };
  return { is: "unreadable", characters: raw.length, sha256: createHash("sha256").update(raw).digest("hex") };
}

/** What may be shown of fields, sent or received: each by its name; those that are not known to be harmless without their value. */
export function shownFields(fields: JsonObject): ShownFields {
  return shownObject(fields, 1);
}

function shownObject(fields: JsonObject, depth: number): ShownFields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [shownName(name), shown(name, value, depth)]));
}

function shown(name: string, value: JsonValue, depth: number): Shown {
  if (typeof value === "string" || typeof value === "number") return shownText(name, String(value));
  if (value === null || typeof value === "boolean") return String(value);
  if (depth >= DEEPEST) return LEFT_OUT;
  if (isList(value)) return value.map((part) => shown(name, part, depth + 1));
  return shownObject(value, depth + 1);
}

function shownText(name: string, text: string): string {
  if (name === "mchid") return /^[A-Za-z0-9]{1,32}$/.test(text) ? text : LEFT_OUT; // some are as long as an openid
  if (PLAIN.has(name)) return PLAIN_VALUE.test(text) && !isIdLike(text) ? text : LEFT_OUT;
  return WORDED.has(name) ? text.slice(0, LONGEST_SENTENCE).replaceAll(ID_LIKE, LEFT_OUT) : LEFT_OUT;
}

/** A name is data too in a body that somebody else wrote. */
function shownName(name: string): string {
  return /^[A-Za-z_]\w{0,31}$/.test(name) && !isIdLike(name) ? name : LEFT_OUT;
}

function isIdLike(text: string): boolean {
  return text.search(ID_LIKE) >= 0;
}

function parsed(raw: string): JsonValue {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}

function isList(value: JsonObject | readonly JsonValue[]): value is readonly JsonValue[] {
  return Array.isArray(value);
}
