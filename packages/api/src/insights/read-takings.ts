import { refundTotals, takings } from "@tillbook/db/insights";
import { type Currency, money } from "@tillbook/domain/money";
import { addDays, MIDNIGHT, type SettlementDay, settlementDayBounds } from "@tillbook/domain/time";
import { type Context, requireRight } from "../context/index.ts";
import { moneyView } from "../orders/index.ts";
import type { TakingsView } from "../views/index.ts";

const DAYS_SHOWN = 14;

/** What came in on one calendar day at UTC+8, hour by hour, beside the fortnight that ends with it. Sums never cross currencies. */
export async function readTakings(ctx: Context, query: { day: SettlementDay }): Promise<TakingsView> {
  requireRight(ctx.actor, "readOrders");
  const { from, until } = settlementDayBounds(query.day, MIDNIGHT);
  const first = settlementDayBounds(addDays(query.day, 1 - DAYS_SHOWN), MIDNIGHT).from;
  const [hours, days, refunds] = await Promise.all([
    takings(ctx.db.read.sql, ctx.account.id, "hour", from, until),
    takings(ctx.db.read.sql, ctx.account.id, "day", first, until),
    refundTotals(ctx.db.read.sql, ctx.account.id, from, until),
  ]);
  const currencies = new Set<Currency>([...hours, ...refunds].map((row) => row.currency));
  return {
    day: query.day,
    totals: [...currencies].toSorted().map((currency) => {
      const paid = hours.filter((row) => row.currency === currency);
      const refunded = refunds.find((row) => row.currency === currency);
      const paidMinor = paid.reduce((sum, row) => sum + row.minor, 0n);
      const refundedMinor = refunded?.minor ?? 0n;
      return {
        currency,
        paid: moneyView(money(paidMinor, currency)),
        paidCount: paid.reduce((sum, row) => sum + Number(row.count), 0),
        refunded: moneyView(money(refundedMinor, currency)),
        refundedCount: Number(refunded?.count ?? 0n),
        net: moneyView(money(paidMinor - refundedMinor, currency)),
      };
    }),
    hours: hours.map((row) => ({
      currency: row.currency,
      hour: Number(row.bucket),
      paid: moneyView(money(row.minor, row.currency)),
      count: Number(row.count),
    })),
    days: days.map((row) => ({
      currency: row.currency,
      day: row.bucket,
      paid: moneyView(money(row.minor, row.currency)),
      count: Number(row.count),
    })),
  };
}
