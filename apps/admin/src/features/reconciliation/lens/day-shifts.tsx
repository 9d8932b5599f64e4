import { Link } from "@tanstack/react-router";
import type { DayShiftView } from "@tillbook/api/reconciliation/lens";
import { useTranslations } from "use-intl";
import { MoneyText } from "../../../components/money-text.tsx";
import { DayText } from "../../../components/time-text.tsx";

/** What each day has, what it would have, and what would come and go. Currencies are never added. */
export function DayShifts({ days }: { days: readonly DayShiftView[] }) {
  const t = useTranslations("lens");
  return (
    <div className="tb-scroll" role="region" aria-label={t("days")} tabIndex={0}>
      <table className="tb-table">
        <thead>
          <tr>
            <th scope="col">{t("day")}</th>
            {(["has", "goes", "comes", "wouldHave"] as const).map((part) => (
              <th key={part} scope="col" className="tb-figure">
                {t(part)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((row) => (
            <tr key={`${row.settleDay} ${row.currency}`} className={row.comes.count + row.goes.count > 0 ? "tb-lens__moves" : undefined}>
              <th scope="row">
                <Link to="/reconcile/$day" params={{ day: row.settleDay }} search={{}}>
                  <DayText day={row.settleDay} weekday />
                </Link>
              </th>
              {[row.has, row.goes, row.comes, row.wouldHave].map((part, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- four figures in fixed places
                <td key={at} className="tb-figure">
                  <MoneyText value={{ amount: part.amount, currency: row.currency }} /> <span className="tb-note">({part.count})</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
