import type { MoneyView } from "@tillbook/api/views";
import { type Currency, decimalsOf, formatForPeople, formatMajor, type Money, money } from "@tillbook/domain/money";

/** Reads an amount as the server writes it ("-8.00" beside HKD). Throws on anything else: a screen must not guess money. */
export function moneyFrom(view: MoneyView): Money {
  const shape = /^(-?)(\d+)(?:\.(\d+))?$/.exec(view.amount);
  const decimals = decimalsOf(view.currency);
  const fraction = shape?.[3] ?? "";
  if (!shape || fraction.length > decimals) throw new Error(`not an amount in ${view.currency}: ${view.amount}`);
  return money(BigInt((shape[1] ?? "") + (shape[2] ?? "") + fraction.padEnd(decimals, "0")), view.currency);
}

export function isZero(view: MoneyView): boolean {
  return moneyFrom(view).minor === 0n;
}

/** "HK$88.00" in the reader's language. */
export function moneyText(view: MoneyView, locale: string): string {
  return formatForPeople(moneyFrom(view), locale);
}

/** Plain decimal text for an input field: "88.00", "1050" for JPY. */
export function inputText(view: MoneyView): string {
  return formatMajor(moneyFrom(view));
}

/** For the length of a bar in a chart only; never shown and never added. */
export function roughNumber(view: MoneyView): number {
  return Number(view.amount);
}

/** The sign that stands before an amount being typed, such as "HK$". */
export function currencySign(currency: Currency, locale: string): string {
  const parts = new Intl.NumberFormat(locale, { style: "currency", currency }).formatToParts(0);
  return parts.find((part) => part.type === "currency")?.value ?? currency;
}
