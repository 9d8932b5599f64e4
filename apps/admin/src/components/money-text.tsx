import type { MoneyView } from "@tillbook/api/views";
import { useLocale } from "use-intl";
import { moneyText } from "../lib/money-view.ts";

/** An amount with its currency, in the reader's language and in figures of equal width. */
export function MoneyText({ value, className }: { value: MoneyView; className?: string }) {
  const locale = useLocale();
  return (
    <data className={`tb-number ${className ?? ""}`} value={`${value.amount} ${value.currency}`}>
      {moneyText(value, locale)}
    </data>
  );
}
