import { z } from "zod";
import { type AmountFault, type Currency, currencySchema, type Money, parseAmount } from "../money/index.ts";

/** Minutes that a QFPay order may live. docs/qfpay.md#amounts */
export const ATTEMPT_MINUTES = { min: 5, max: 120, usual: 30 } as const;

/** QFPay takes at most 20 letters, digits or CJK characters; `&` and `=` would also make the signature ambiguous. */
export const GOODS_NAME_MAX = 20;
const GOODS_NAME_MAX_BYTES = 64;
const goodsName = z
  .string()
  .trim()
  .refine((text) => [...text].length <= GOODS_NAME_MAX && new TextEncoder().encode(text).length <= GOODS_NAME_MAX_BYTES, "too_long")
  .refine((text) => /^[\p{L}\p{M}\p{Nd} ]*$/u.test(text), "special_characters");

/** What people write for each other. No control characters (a database cannot keep NUL) and no half characters, but lines and tabs. */
export function freeText(maxLength: number) {
  return z
    .string("required")
    .trim()
    .max(maxLength, "too_long")
    .refine((text) => text.isWellFormed() && !/[^\P{Cc}\n\r\t]/u.test(text), "special_characters");
}

/** What staff ask for. Each issue's message is a fault word that screens translate. */
export const createOrderSchema = z.strictObject({
  /** The caller's own name for this request: the same request sent twice makes one order. */
  requestId: z.uuid("not_a_uuid"),
  /** Major units as typed: "88.00". */
  amount: z.string("required").max(20, "too_large"),
  currency: z.string("required"),
  face: z.enum(["qr", "link"], "not_accepted"),
  goodsName: goodsName.optional(),
  note: freeText(200).optional(),
  expiresInMinutes: z
    .int("not_a_number")
    .min(ATTEMPT_MINUTES.min, "out_of_range")
    .max(ATTEMPT_MINUTES.max, "out_of_range")
    .default(ATTEMPT_MINUTES.usual),
});
export type CreateOrder = z.output<typeof createOrderSchema>;

/** Reads the typed amount in one of the account's currencies, or says which field is at fault and why. */
export function readAmount(
  typed: { amount: string; currency: string },
  accepted: readonly Currency[],
): { ok: true; amount: Money } | { ok: false; field: "amount" | "currency"; fault: AmountFault | "not_accepted" } {
  const currency = currencySchema.safeParse(typed.currency);
  if (!currency.success || !accepted.includes(currency.data)) return { ok: false, field: "currency", fault: "not_accepted" };
  const read = parseAmount(typed.amount, currency.data);
  return read.ok ? read : { ok: false, field: "amount", fault: read.fault };
}
