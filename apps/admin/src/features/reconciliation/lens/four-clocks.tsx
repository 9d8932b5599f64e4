import type { ClockedView } from "@tillbook/api/reconciliation/lens";
import { ArrowRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { MoneyText } from "../../../components/money-text.tsx";
import { Card } from "../../../components/page.tsx";
import { StateBadge } from "../../../components/state-badge.tsx";
import { DayText } from "../../../components/time-text.tsx";

/** Transactions with their four clocks, and the day that each cut-off gives them. */
export function FourClocks({ rows }: { rows: readonly ClockedView[] }) {
  const t = useTranslations("lens");
  return (
    <Card title={t("clocks")} note={t("clocksNote")}>
      <div className="tb-scroll" role="region" aria-label={t("clocks")} tabIndex={0}>
        <table className="tb-table tb-table_text">
          <thead>
            <tr>
              <th scope="col">syssn</th>
              <th scope="col" className="tb-figure">
                {t("amount")}
              </th>
              <th scope="col">{t("txdtm")}</th>
              <th scope="col">{t("sysdtm")}</th>
              <th scope="col">{t("paydtm")}</th>
              <th scope="col">{t("walletDay")}</th>
              <th scope="col">{t("fileDay")}</th>
              <th scope="col">{t("settleDay")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.syssn} ${row.kind}`}>
                <th scope="row" className="tb-id">
                  {row.syssn}
                </th>
                <td className="tb-figure">
                  <MoneyText value={{ amount: row.amount, currency: row.currency }} />
                </td>
                <td>{row.txdtm ?? "–"}</td>
                <td>{row.sysdtm}</td>
                <td>{row.paydtm ?? "–"}</td>
                <td>
                  <DayText day={row.walletDay} />
                </td>
                <td>{row.fileDay === null ? "–" : <DayText day={row.fileDay} />}</td>
                <td>
                  <DayText day={row.settleDay} />
                  {row.otherDay !== row.settleDay && (
                    <>
                      {" "}
                      <ArrowRight size={14} aria-label={t("becomes")} /> <DayText day={row.otherDay} />
                    </>
                  )}{" "}
                  {row.isNearBoundary && (
                    <StateBadge tone="info" shape="half">
                      {t("near")}
                    </StateBadge>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
