import type { MoneyView } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import type { PaidSpan } from "./takings.tsx";

export type TakingsBar = { word: string; tick: string; paid: MoneyView; count: number; length: number; span: PaidSpan };
export type BarsProps = { caption: string; bars: readonly TakingsBar[]; onOpen: (span: PaidSpan) => void };

/** The chart's numbers in rows; times without a payment are left out. */
export function TakingsTable({ caption, bars, onOpen }: BarsProps) {
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
                <Button look="plain" onPress={() => onOpen(bar.span)}>
                  <MoneyText value={bar.paid} />
                </Button>
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
