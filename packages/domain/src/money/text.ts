import { type Currency, decimalsOf, type Money, money } from "./money.ts";

/** Why a typed amount was refused; the screen says it in the user's language. */
export type AmountFault = "not_a_number" | "too_many_decimals" | "not_positive" | "too_large";

/** QFPay types amounts as Int(11) of minor units; a signed 32-bit field is the safe reading. docs/qfpay.md#amounts */
export const MAX_AMOUNT_MINOR = 2_147_483_647n;

/**
 * Reads a positive amount in major units as staff type it: "88", "88.5", "1,280.00".
 * Only ASCII digits, one dot, and commas between groups of three. `1e3`, signs, spaces and full-width digits are refused.
 */
export function parseAmount(text: string, currency: Currency): { ok: true; amount: Money } | { ok: false; fault: AmountFault } {
  const shape = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(text);
  if (!shape) return { ok: false, fault: "not_a_number" };
  const decimals = decimalsOf(currency);
  const fraction = shape[2] ?? "";
  if (fraction.length > decimals) return { ok: false, fault: "too_many_decimals" };
  const minor = BigInt((shape[1] ?? "").replaceAll(",", "") + fraction.padEnd(decimals, "0"));
  if (minor <= 0n) return { ok: false, fault: "not_positive" };
  if (minor > MAX_AMOUNT_MINOR) return { ok: false, fault: "too_large" };
  return { ok: true, amount: money(minor, currency) };
}

/** Plain decimal text in major units, the form used on the wire and in files: "88.00", "-8.00", "1050" for JPY. */
export function formatMajor(amount: Money): string {
  return formatDecimal(amount.minor, decimalsOf(amount.currency));
}

/** `minor` with `decimals` digits behind the point: (-5n, 2) is "-0.05". */
export function formatDecimal(minor: bigint, decimals: number): string {
  const sign = minor < 0n ? "-" : "";
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, "0");
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** For people: "HK$88.00", "¥1,050", in the reader's language. Exact beyond 2^53, since Intl formats decimal strings exactly. */
export function formatForPeople(amount: Money, locale: string): string {
  const decimals = decimalsOf(amount.currency);
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: amount.currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(decimalText(formatMajor(amount)));
}

/** The compiler wants a numeric literal type; what {@link formatDecimal} writes always is one. */
function decimalText(text: string): Intl.StringNumericLiteral {
  // oxlint-disable-next-line typescript/consistent-type-assertions -- the one place where text is known to be a number
  return text as Intl.StringNumericLiteral;
}
