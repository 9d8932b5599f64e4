import { Link } from "@tanstack/react-router";
import type { MoneyView } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { MoneyText } from "../../components/money-text.tsx";
import type { PaidSpan } from "./takings.tsx";

export type TakingsBar = { word: string; tick: string; paid: MoneyView; count: number; length: number; span: PaidSpan };
export type BarsProps = { caption: string; bars: readonly TakingsBar[] };

/** The chart's numbers in rows; times without a payment are left out. */
export function TakingsTable({ caption, bars }: BarsProps) {
  const t = useTranslations("today");
  return (
    <table className="tb-table">
      <caption className="tb-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t("columns.time")}</th>
          <th scope="col" className="tb-figure">
            {t("columns.count")}
          </th>
          <th scope="col" className="tb-figure">
            {t("columns.paid")}
          </th>
        </tr>
      </thead>
      <tbody>
        {bars
          .filter((bar) => bar.count > 0)
          .map((bar) => (
            <tr key={bar.word}>
              <td>{bar.word}</td>
              <td className="tb-figure">{bar.count}</td>
              <td className="tb-figure">
                <Link
                  to="/orders"
                  search={{ state: "paid", currency: bar.paid.currency, paidFrom: bar.span.from, paidTo: bar.span.to }}
                  className="tb-btn-plain"
                >
                  <MoneyText value={bar.paid} />
                </Link>
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
