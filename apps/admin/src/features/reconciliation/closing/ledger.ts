import type { Currency } from "@tillbook/domain/money";
import { currencySchema } from "@tillbook/domain/money";

/** What is typed into the ledger's fields, by currency. */
export type TypedLedger = Partial<Record<Currency, string>>;
export type Ledger = { currency: Currency; amount: string }[];

/** The balances that can be read; what is no amount yet is left out. */
export function ledgerFrom(typed: TypedLedger): Ledger {
  return Object.entries(typed).flatMap(([currency, text]) => {
    const read = currencySchema.safeParse(currency);
    const amount = text.replaceAll(",", "");
    return read.success && /^-?\d+(\.\d+)?$/.test(amount) ? [{ currency: read.data, amount }] : [];
  });
}
