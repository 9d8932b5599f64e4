import { currencySchema, type Money, money } from "@tillbook/domain/money";
import { instantFromWire, wireFromInstant, wireTimeSchema } from "@tillbook/domain/time";
import type { JsonObject } from "../strict-json/index.ts";

const LONGEST_TEXT = 1_024;

/**
 * First of the named fields that holds text; null when none does. Numbers are no text: a 26-digit `syssn` would have lost
 * digits. Neither is text with control characters or of no reasonable length, which no database should have to meet.
 */
export function textField(fields: JsonObject, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === "string" && value !== "" && value.length <= LONGEST_TEXT && !/\p{Cc}/u.test(value)) return value;
  }
  return null;
}

/** A whole number that QFPay writes as text in one place and as a number in another; null when it is neither. */
export function wholeField(fields: JsonObject, name: string): bigint | null {
  const value = fields[name];
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return BigInt(value);
  if (typeof value === "string" && /^\d{1,18}$/.test(value)) return BigInt(value);
  return null;
}

/** Amount in minor units from `txamt` and `txcurrcd`; null when either is missing or unreadable. */
export function moneyField(fields: JsonObject): Money | null {
  const minor = wholeField(fields, "txamt");
  const currency = currencySchema.safeParse(fields["txcurrcd"]);
  return minor === null || !currency.success ? null : money(minor, currency.data);
}

/** An instant from wall-clock text at UTC+8, whatever `txzone` said; null when missing or no real moment. docs/qfpay.md#time */
export function timeField(fields: JsonObject, name: string): Date | null {
  const read = wireTimeSchema.safeParse(fields[name]);
  return read.success ? instantFromWire(read.data) : null;
}

/** An instant as QFPay wants it in requests: wall-clock at UTC+8. */
export function wireTime(at: Date): string {
  return wireFromInstant(at);
}
