import { type CashInfo, cashInfoOf, type Echo, echoOf, textField } from "../fields/index.ts";
import { CANCEL_FLAGS, ORDER_TYPES } from "../names/index.ts";
import { type CodeReading, interpret, type RespCode } from "../outcome/index.ts";
import type { JsonObject, JsonValue } from "../strict-json/index.ts";

/** What became of the original payment; stands on the payment's row, `unknown` for a flag not in the documents. */
export type Cancel = keyof typeof CANCEL_FLAGS | "unknown";

/**
 * One transaction as QFPay tells it. `origSyssn` names the payment on refund rows.
 * A payment was paid when `orderType` is payment and `state.kind` accepted; `cancel` then says whether money went back.
 */
export type TransactionRow = Echo &
  CashInfo & {
    readonly orderType: "payment" | "refund" | "close" | "unknown";
    readonly cancel: Cancel;
    /** Code of this transaction, null when missing or no four digits. */
    readonly respcd: RespCode | null;
    /** What that code says about the transaction: accepted is paid or refunded, rejected did not happen. */
    readonly state: CodeReading;
    readonly errmsg: string | null;
    /** The row as received. */
    readonly fields: JsonObject;
  };

/** Reads one row; null when it is no object. Unreadable parts become null or unknown, never a guess. */
export function readRow(item: JsonValue, at: Date): TransactionRow | null {
  if (!isObject(item)) return null;
  const respcd = codeOf(item);
  const errmsg = textField(item, "errmsg", "resperr");
  return {
    ...echoOf(item),
    ...cashInfoOf(item),
    orderType: orderTypeOf(item),
    cancel: cancelOf(item["cancel"]),
    respcd,
    state: respcd === null ? { kind: "unknown", code: null, listed: false } : interpret("queryRow", respcd, errmsg ?? "", at),
    errmsg,
    fields: item,
  };
}

function isObject(item: JsonValue): item is JsonObject {
  return item !== null && typeof item === "object" && !Array.isArray(item);
}

function codeOf(item: JsonObject): RespCode | null {
  const code = item["respcd"];
  return typeof code === "string" && /^\d{4}$/.test(code) ? code : null;
}

function orderTypeOf(item: JsonObject): TransactionRow["orderType"] {
  const named = item["order_type"];
  return Object.values(ORDER_TYPES).find((type) => type === named) ?? "unknown";
}

function cancelOf(value: JsonValue | undefined): Cancel {
  const flag = typeof value === "number" ? String(value) : value;
  for (const [name, code] of Object.entries(CANCEL_FLAGS)) if (flag === code && isCancel(name)) return name;
  return "unknown";
}

function isCancel(name: string): name is keyof typeof CANCEL_FLAGS {
  return name in CANCEL_FLAGS;
}
