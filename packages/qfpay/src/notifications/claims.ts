import { textField } from "../fields/index.ts";
import { type JsonObject, NotStrictJson, readJsonObject } from "../strict-json/index.ts";

/** What a body says of itself, signed or not. Null where it says nothing that can be read. */
export type Claims = {
  readonly outTradeNo: string | null;
  readonly syssn: string | null;
  readonly notifyType: string | null;
};

const NOTHING: Claims = { outTradeNo: null, syssn: null, notifyType: null };

/** Reads what a body claims, to file it where somebody looks for it. Nothing may be done because of it: anybody can write a body. */
export function claimsOf(rawBody: Uint8Array): Claims {
  const fields = readable(rawBody);
  if (fields === null) return NOTHING;
  return {
    outTradeNo: textField(fields, "out_trade_no"),
    syssn: textField(fields, "syssn"),
    notifyType: textField(fields, "notify_type"),
  };
}

function readable(rawBody: Uint8Array): JsonObject | null {
  try {
    return readJsonObject(rawBody);
  } catch (error) {
    if (error instanceof NotStrictJson) return null;
    throw error;
  }
}
