import type { MoneyView, TakingsView } from "@tillbook/api/views";
import type { Currency } from "@tillbook/domain/money";
import { dayAfter } from "../../lib/day.ts";
import { roughNumber } from "../../lib/money-view.ts";

const DAYS = 14;

/** One bar: what it is called, what it holds, and how long it is drawn. */
export type Bar<K> = { key: K; paid: MoneyView; count: number; length: number };

/** All 24 hours of the day in one currency; hours without a payment stand at nothing. */
export function hourBars(view: TakingsView, currency: Currency): Bar<number>[] {
  return Array.from({ length: 24 }, (_, hour) =>
    bar(
      hour,
      currency,
      view.hours.find((row) => row.currency === currency && row.hour === hour),
    ),
  );
}

/** The fortnight that ends with the day, in one currency. */
export function dayBars(view: TakingsView, currency: Currency): Bar<string>[] {
  return Array.from({ length: DAYS }, (_, at) => {
    const day = dayAfter(view.day, at - DAYS + 1);
    return bar<string>(
      day,
      currency,
      view.days.find((row) => row.currency === currency && row.day === day),
    );
  });
}

function bar<K>(key: K, currency: Currency, found: { paid: MoneyView; count: number } | undefined): Bar<K> {
  const paid = found?.paid ?? { amount: "0", currency };
  return { key, paid, count: found?.count ?? 0, length: roughNumber(paid) };
}
