import { type CashInfo, cashInfoOf, type Echo, echoOf, textField } from "../fields/index.ts";
import { NOTIFY_TYPES } from "../names/index.ts";
import type { JsonObject } from "../strict-json/index.ts";

/**
 * What a signed notification says. For a refund `syssn`, `outTradeNo` and `amount` are the refund's own.
 * A true signature is no proof of a payment: compare with the order, and a notice can be replayed for ever.
 */
export type Notice = Echo &
  CashInfo & {
    /** `other` for words beyond the documented two; `notifyTypeText` has the word. */
    readonly notifyType: "payment" | "refund" | "other";
    readonly notifyTypeText: string;
    /** `1` is success; notices of anything else are not documented. */
    readonly status: string | null;
    readonly respcd: string | null;
    readonly origOutTradeNo: string | null;
    readonly cancel: string | null;
    /** Named for agents' merchants. */
    readonly mchid: string | null;
    readonly goodsName: string | null;
    /** Every field as received, known or not. */
    readonly fields: JsonObject;
  };

/** Reads a notification's fields; parts that are missing or unreadable are null. */
export function noticeOf(fields: JsonObject): Notice {
  const notifyTypeText = textField(fields, "notify_type") ?? "";
  return {
    ...echoOf(fields),
    ...cashInfoOf(fields),
    notifyType: Object.values(NOTIFY_TYPES).find((type) => type === notifyTypeText) ?? "other",
    notifyTypeText,
    status: textField(fields, "status"),
    respcd: textField(fields, "respcd"),
    origOutTradeNo: textField(fields, "orig_out_trade_no"),
    cancel: textField(fields, "cancel"),
    mchid: textField(fields, "mchid"),
    goodsName: textField(fields, "goods_name"),
    fields,
  };
}
