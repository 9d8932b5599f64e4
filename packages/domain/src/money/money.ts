import { z } from "zod";

const CURRENCIES = ["AED", "AUD", "CAD", "CNY", "EUR", "HKD", "IDR", "JPY", "MMK", "MYR", "SGD", "THB", "USD"] as const;

/** Currencies that QFPay accepts. docs/qfpay.md#currencies */
export const currencySchema = z.enum(CURRENCIES);
export type Currency = z.infer<typeof currencySchema>;

/** Decimals of a currency's minor unit: HK$1.00 is 100, ¥1 is 1. */
export function decimalsOf(currency: Currency): number {
  return currency === "JPY" ? 0 : 2;
}

/** An exact amount. `minor` counts the currency's smallest unit: 1050n HKD is HK$10.50, 1050n JPY is ¥1,050. */
export type Money = { readonly minor: bigint; readonly currency: Currency };

/** Two amounts of different currencies met in one sum: our mistake, never a user's. */
export class CurrencyMismatch extends Error {
  constructor(a: Currency, b: Currency) {
    super(`cannot combine ${a} with ${b}`);
    this.name = "CurrencyMismatch";
  }
}

export function money(minor: bigint, currency: Currency): Money {
  return { minor, currency };
}

/** Sum of two amounts of one currency. Mixing currencies is our mistake, so it throws. */
export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new CurrencyMismatch(a.currency, b.currency);
  return { minor: a.minor + b.minor, currency: a.currency };
}

/** `a` less `b`. Throws {@link CurrencyMismatch} when the currencies differ. */
export function subtract(a: Money, b: Money): Money {
  return add(a, negate(b));
}

export function negate(a: Money): Money {
  return { minor: -a.minor, currency: a.currency };
}

export function isSame(a: Money, b: Money): boolean {
  return a.currency === b.currency && a.minor === b.minor;
}
