import { type Currency, currencySchema } from "@tillbook/domain/money";
import type { SettlementDay } from "@tillbook/domain/time";
import type { Desk } from "../../testing/index.ts";
import { cents, major } from "./statement-rows.ts";

export type Balance = { currency: Currency; amount: string };

/**
 * The merchant's ledger, which knows nothing but the journals: what stands on the QFPay account, reserves included. Throws when a journal
 * is not balanced.
 */
export async function ledgerOf(desk: Desk, days: readonly SettlementDay[]): Promise<Balance[]> {
  const held = new Map<Currency, bigint>();
  for (const settleDay of days) {
    for (const { number, currency, lines } of await desk.trpc.reconciliation.closing.journals.query({ settleDay })) {
      const sum = lines.reduce((all, { debit, credit }) => all + cents(debit) - cents(credit), 0n);
      if (sum !== 0n) throw new Error(`journal ${number} is off by ${major(sum)}`);
      for (const { account, debit, credit } of lines) {
        if (account !== "clearing" && account !== "reserve") continue;
        held.set(currency, (held.get(currency) ?? 0n) + cents(debit) - cents(credit));
      }
    }
  }
  return [...held].map(([currency, minor]) => ({ currency: currencySchema.parse(currency), amount: major(minor) }));
}
