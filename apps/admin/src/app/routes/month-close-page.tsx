import { getRouteApi, Link } from "@tanstack/react-router";
import { useLocale, useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { BackMark, Page } from "../../components/page.tsx";
import { monthWords } from "../../components/time-text.tsx";
import { MonthClose } from "../../features/reconciliation/closing/index.ts";

const route = getRouteApi("/desk/reconcile/months/$month");

/** Closing one month. */
export function MonthClosePage() {
  const t = useTranslations("closing");
  const locale = useLocale();
  const { month } = route.useParams();
  return (
    <Page
      title={t("monthTitle", { month: monthWords(month, locale) })}
      back={
        <Link to="/reconcile" search={{ month }} className={buttonClass("plain")}>
          <BackMark />
          {t("backToMonth")}
        </Link>
      }
    >
      <MonthClose month={month} />
    </Page>
  );
}
