import { currencySchema, MAX_AMOUNT_MINOR } from "@tillbook/domain/money";
import { z } from "zod";

/** Text that the signer accepts: no `&`, `=`, control characters or line breaks. */
function plainText(maxLength: number) {
  return z
    .string()
    .min(1)
    .max(maxLength)
    .regex(/^[^&=\p{Cc}\u2028\u2029]*$/u, "no &, = or line breaks")
    .refine((text) => text.isWellFormed(), "not well-formed text");
}

/** An amount to ask for or give back: 1 to 2147483647 minor units. */
export const amountSchema = z.object({ minor: z.bigint().min(1n).max(MAX_AMOUNT_MINOR), currency: currencySchema });

/** Our number for a payment or refund. What we make ourselves stays alphanumeric; this is what QFPay allows. docs/qfpay.md#fields */
export const outTradeNoSchema = z.string().regex(/^[A-Za-z0-9_|*-]{1,128}$/);

/** QFPay's number: opaque text, 14 to 26 digits in practice. */
export const syssnSchema = z.string().regex(/^[A-Za-z0-9]{1,40}$/);

/** At most 20 letters, digits, CJK characters and spaces, 64 bytes in UTF-8. docs/qfpay.md#fields */
export const goodsNameSchema = z
  .string()
  .regex(/^[\p{L}\p{M}\p{Nd} ]+$/u, "letters, digits and spaces only")
  .refine((text) => text.trim() !== "", "not blank")
  .refine((text) => Array.from(text).length <= 20, "at most 20 characters")
  .refine((text) => Buffer.byteLength(text) <= 64, "at most 64 bytes");

/** Life of a QR code in minutes. */
export const expiresInMinutesSchema = z.int().min(5).max(120);

export const udidSchema = plainText(40);
export const openidSchema = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/);
/** WeChat's single-use code, as it comes from a browser: anything may stand there. */
export const oauthCodeSchema = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/);
export const noteSchema = plainText(200);
export const goodsTextSchema = plainText(255);
export const merchantNameSchema = z
  .string()
  .min(1)
  .max(128)
  .refine((text) => text.isWellFormed());

/** Where QFPay shall post notices of this payment. Without a query string, which could not be signed unambiguously. */
export const notifyUrlSchema = plainText(256).pipe(z.url({ protocol: /^https?$/ }));

/** Mainland identity number and name for WeChat's real-name check: never log, never keep longer than needed. */
export const realNameSchema = z.object({
  idNumber: z.string().regex(/^(\d{15}|\d{17}[\dXx])$/),
  name: z.string().regex(/^[\p{L}\p{M}·•.' -]{1,64}$/u),
});
export type RealName = z.infer<typeof realNameSchema>;
