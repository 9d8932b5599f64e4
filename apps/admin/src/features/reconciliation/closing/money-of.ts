import type { MoneyView } from "@tillbook/api/views";
import { currencySchema } from "@tillbook/domain/money";

/** An amount of a certificate, whose currencies are text: it outlives us. Throws for a currency that we do not know. */
export function moneyOf(amount: string, currency: string): MoneyView {
  return { amount, currency: currencySchema.parse(currency) };
}
