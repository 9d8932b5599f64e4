import { z } from "zod";
import { type Currency, currencySchema, formatMajor, type Money, money, parseAmount } from "../money/index.ts";
import { MIDNIGHT, type SettlementDay, settlementDay } from "../time/index.ts";

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Amounts in major units; "0" makes every refund wait for a second person. */
const limits = z.codec(z.record(z.string(), z.string()), z.map(currencySchema, z.custom<Money>()), {
  decode(typed, { issues }) {
    const read = new Map<Currency, Money>();
    for (const [name, text] of Object.entries(typed)) {
      const currency = currencySchema.safeParse(name);
      const amount = currency.success ? limit(text, currency.data) : null;
      if (amount !== null) read.set(amount.currency, amount);
      else issues.push({ code: "custom", input: text, path: [name], message: "not_accepted" });
    }
    return read;
  },
  encode: (read) => Object.fromEntries([...read].map(([currency, amount]) => [currency, formatMajor(amount)])),
});

function limit(text: string, currency: Currency): Money | null {
  if (/^0+(\.0+)?$/.test(text)) return money(0n, currency);
  const typed = parseAmount(text, currency);
  return typed.ok ? typed.amount : null;
}

/**
 * How one merchant account gives money back. The empty object is a usable set: no second person, and what QFPay's documents say of
 * its nightly pause and of how far back a payment goes. Times are wall-clock at UTC+8. docs/qfpay.md#refunds
 */
export const refundRulesSchema = z.object({
  /** What one person may give back of one payment alone; above it a second person approves. A currency not named has no limit. */
  approvalAbove: limits.prefault({}),
  /** "Varies by channel" for QFPay; integrators write a year for WeChat. */
  maximumAgeDays: z.int().min(1).max(3_650).default(365),
  /** QFPay takes no refund in between, also across midnight. */
  blackout: z.object({ from: timeOfDay, until: timeOfDay }).default({ from: "23:30", until: "00:30" }),
  /** What QFPay refused for now is tried again in between: from when the morning's balance is there until the shops close. */
  tries: z.object({ from: timeOfDay, until: timeOfDay }).default({ from: "11:05", until: "23:00" }),
  /** A refund that QFPay still refuses for now after so many days has failed. */
  giveUpAfterDays: z.int().min(1).max(60).default(5),
});
export type RefundRules = z.output<typeof refundRulesSchema>;

/** "hh:mm" at UTC+8 of a calendar day there. */
export function atTimeOfDay(day: SettlementDay, time: string): Date {
  return new Date(`${day}T${time}:00+08:00`);
}

/** The calendar day at UTC+8. */
export function calendarDay(at: Date): SettlementDay {
  return settlementDay(at, MIDNIGHT);
}
