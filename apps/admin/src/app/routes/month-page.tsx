import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { monthWords } from "../../components/time-text.tsx";
import { MonthList, Watermark } from "../../features/reconciliation/index.ts";
import { FileStatusBadge } from "../../features/settlement/index.ts";
import { monthAfter, monthOf, today } from "../../lib/day.ts";
import { useNow } from "../../lib/now.ts";
import "../../components/day-picker.css";
import { ReconcileFrame } from "./reconcile-frame.tsx";

const A_MINUTE_MS = 60_000;
const route = getRouteApi("/desk/reconcile");

/** A month of settlement days and what each still wants. */
export function MonthPage() {
  const t = useTranslations("reconcile");
  const locale = useLocale();
  const now = today(useNow(A_MINUTE_MS));
  const running = monthOf(now);
  const { month = running } = route.useSearch();
  return (
    <ReconcileFrame
      title={t("title")}
      actions={
        <>
          <Link to="/reconcile/months/$month" params={{ month }} className={buttonClass("default", "small")}>
            {t("closeMonth")}
          </Link>
          <Link to="/reconcile/statements" className={buttonClass("primary", "small")}>
            {t("import")}
          </Link>
        </>
      }
    >
      <Watermark />
      <div className="tb-day-picker">
        <Link to="/reconcile" search={{ month: monthAfter(month, -1) }} className="tb-icon-button" aria-label={t("monthBefore")}>
          <ChevronLeft size={22} aria-hidden="true" />
        </Link>
        <h2 className="tb-card__title">{monthWords(month, locale)}</h2>
        {month < running && (
          <Link to="/reconcile" search={{ month: monthAfter(month, 1) }} className="tb-icon-button" aria-label={t("monthAfter")}>
            <ChevronRight size={22} aria-hidden="true" />
          </Link>
        )}
      </div>
      <MonthList month={month} today={now} fileStatus={(status) => <FileStatusBadge status={status} />} />
    </ReconcileFrame>
  );
}
