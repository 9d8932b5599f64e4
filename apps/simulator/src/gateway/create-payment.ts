import { z } from "zod";
import { type Account, accountId, type EntryOf, type Payment, stateAt } from "../book/index.ts";
import { toWholeSecond, toWireTime } from "../wire/index.ts";
import { rulesOf, type World } from "../world.ts";
import { type Answer, type Refusal, refused, type WireObject } from "./answer.ts";
import { amountField, outTradeNoField, readFields, timeField, txzoneField, udidField } from "./fields.ts";
import { makePackage, makeQrcode, payParamsOf } from "./invocation.ts";
import { CURRENCIES, PAY_TYPES, PROTOCOL_LIMITS, resperrOf } from "./names.ts";
import type { Received } from "./received.ts";

const MINUTE_MS = 60_000;
const QR_LIFE_MIN = 30;
// QFPay does not state how long a JSAPI payment can be paid; WeChat's own prepay_id lives two hours. docs/qfpay.md#lifetimes
const JSAPI_LIFE_MIN = 120;

const requestSchema = z
  .object({
    txamt: amountField,
    txcurrcd: z.enum(CURRENCIES),
    pay_type: z.enum(PAY_TYPES),
    out_trade_no: outTradeNoField,
    txdtm: timeField,
    txzone: txzoneField.optional(),
    expired_time: z
      .string()
      .regex(/^\d{1,3}$/)
      .transform((text) => Number.parseInt(text, 10))
      .refine((minutes) => minutes >= 5 && minutes <= 120, "5 to 120 minutes")
      .optional(),
    goods_name: z
      .string()
      .refine((text) => Buffer.byteLength(text) <= 64, "at most 64 bytes")
      .default(""),
    udid: udidField.default("qiantai2"), // what QFPay answers when none was sent
    notify_url: z
      .url({ protocol: /^https?$/ })
      .max(256)
      .optional(),
    limit_pay: z.literal("no_credit").optional(),
    extend_info: z.string().refine(isJsonObject, "the text of a JSON object").optional(),
    rmb_tag: z.literal("Y").optional(),
    sub_openid: z.string().max(PROTOCOL_LIMITS.openid).optional(),
  })
  .refine((fields) => fields.rmb_tag === undefined || fields.txcurrcd === "CNY", { path: ["rmb_tag"], message: "goes with txcurrcd CNY" })
  .refine((fields) => fields.pay_type !== "800207" || fields.sub_openid !== undefined, {
    path: ["sub_openid"],
    message: "800207 needs it",
  });

type Fields = z.output<typeof requestSchema>;

/** `POST /trade/v1/payment`: makes an order that the customer may pay. 0000 says that it was made, not that it is paid. */
export function createPayment(world: World, account: Account, params: Received["params"]): Answer {
  const read = readFields(requestSchema, params);
  if (read.kind === "refused") return read;
  const refusal =
    currencyRefusal(account, read.fields) ?? payerRefusal(world, account, read.fields) ?? numberRefusal(world, account, read.fields);
  if (refusal !== undefined) return refusal;
  const entry = open(world, account, read.fields);
  world.book.record(entry);
  if (entry.payer !== undefined) world.book.record({ entry: "openid-used", appCode: account.appCode, openid: entry.payer });
  const row = world.book.ledger.payment(entry.syssn);
  return { kind: "done", body: answerOf(world, entry), ...(row === undefined ? {} : { row }) };
}

function open(world: World, account: Account, fields: Fields): EntryOf<"payment"> {
  const sysdtm = toWholeSecond(world.clock.now());
  const isQr = fields.pay_type === "800201";
  const lifeMin = isQr ? (fields.expired_time ?? QR_LIFE_MIN) : JSAPI_LIFE_MIN;
  return {
    entry: "payment",
    account: accountId(account),
    syssn: world.book.nextSyssn(sysdtm),
    outTradeNo: fields.out_trade_no,
    payType: fields.pay_type,
    amount: fields.txamt,
    currency: fields.txcurrcd,
    txdtm: fields.txdtm,
    sysdtm,
    expiresAt: new Date(sysdtm.getTime() + lifeMin * MINUTE_MS),
    goodsName: fields.goods_name,
    udid: fields.udid,
    notifyUrl: fields.notify_url,
    qrcode: isQr ? makeQrcode() : undefined,
    package: isQr ? undefined : makePackage(sysdtm),
    payer: isQr ? undefined : fields.sub_openid,
  };
}

// Keys in the order of the published 800201 sample; 800207 has pay_params where that has qrcode.
function answerOf(world: World, entry: EntryOf<"payment">): WireObject {
  return {
    sysdtm: toWireTime(entry.sysdtm),
    paydtm: toWireTime(entry.sysdtm),
    txcurrcd: entry.currency,
    respmsg: "OK",
    ...(entry.package === undefined
      ? { qrcode: entry.qrcode ?? "" }
      : { pay_params: payParamsOf(entry.package, entry.sysdtm, rulesOf(world).jsapiSignType) }),
    pay_type: entry.payType,
    cardcd: "",
    udid: entry.udid,
    txdtm: entry.txdtm,
    txamt: entry.amount.toString(),
    resperr: resperrOf("0000"),
    out_trade_no: entry.outTradeNo,
    syssn: entry.syssn,
    respcd: "0000",
    chnlsn: "",
  };
}

function currencyRefusal(account: Account, fields: Fields): Refusal | undefined {
  return account.currencies.includes(fields.txcurrcd) ? undefined : refused("1104", `this merchant does not take ${fields.txcurrcd}`);
}

function payerRefusal(world: World, account: Account, fields: Fields): Refusal | undefined {
  if (fields.pay_type !== "800207") return undefined;
  const { ledger } = world.book;
  const grants = ledger.grantsOf(account.appCode, fields.sub_openid ?? "");
  const rules = rulesOf(world);
  if (rules.issuedOpenid && grants === undefined) return refused("1104", "sub_openid: was not issued to this app code");
  if (rules.freshOpenid && (grants ?? 0) < 1) return refused("1104", "sub_openid: a new code and openid are needed for each payment");
  return undefined;
}

// An unpaid number may be sent again: a new syssn under the same number, while the earlier one stays payable until it
// expires. The Japanese reference allows it; what of the request must be equal is our choice. docs/qfpay.md#numbers
function numberRefusal(world: World, account: Account, fields: Fields): Refusal | undefined {
  const rows = world.book.ledger.rowsByNumber(accountId(account), fields.out_trade_no);
  if (rows.some((row) => row.kind === "refund")) return refused("2011", "out_trade_no: belongs to a refund");
  const payments = rows.filter((row) => row.kind === "payment");
  const states = payments.map((payment) => stateAt(payment, world.clock.now()));
  if (states.includes("paid")) return refused("1260", "out_trade_no: this order is paid");
  if (states.includes("closed")) return refused("1142", "out_trade_no: this order is closed");
  if (payments.some((payment) => !isSameOrder(payment, fields)))
    return refused("1267", "out_trade_no: was used with another amount, currency or pay_type");
  return undefined;
}

function isSameOrder(payment: Payment, fields: Fields): boolean {
  return payment.amount === fields.txamt && payment.currency === fields.txcurrcd && payment.payType === fields.pay_type;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
