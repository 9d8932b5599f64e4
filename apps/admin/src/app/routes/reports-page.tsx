import { getRouteApi } from "@tanstack/react-router";
import { REPORT_NAMES } from "@tillbook/domain/reconciliation/reports";
import { useTranslations } from "use-intl";
import { SelectField, TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { ReportView } from "../../features/reconciliation/reports/index.ts";
import { monthOf, today } from "../../lib/day.ts";
import { useNow } from "../../lib/now.ts";
import type { ReportsSearch } from "../../lib/search-params.ts";
import { ReconcileFrame } from "./reconcile-frame.tsx";

const A_MINUTE_MS = 60_000;
const route = getRouteApi("/desk/reconcile/reports");

/** Reports about settlements; which one, and over which days, stands in the address. */
export function ReportsPage() {
  const t = useTranslations("reports");
  const navigate = route.useNavigate();
  const search = route.useSearch();
  const now = today(useNow(A_MINUTE_MS));
  const { report = "settlement-summary", first = `${monthOf(now)}-01`, last = now } = search;
  const change = (next: ReportsSearch) => void navigate({ search: { ...search, ...next }, replace: true, resetScroll: false });
  const isSwapped = first > last;
  return (
    <ReconcileFrame title={t("title")}>
      <div className="tb-filters">
        <SelectField
          label={t("which")}
          value={report}
          onChange={(next) => change({ report: next })}
          options={REPORT_NAMES.map((name) => ({ value: name, label: t(`names.${name}.word`) }))}
        />
        {report !== "open-breaks" && (
          <>
            <TextField type="date" label={t("first")} value={first} onChange={(day) => change({ first: day === "" ? undefined : day })} />
            <TextField
              type="date"
              label={t("last")}
              value={last}
              onChange={(day) => change({ last: day === "" ? undefined : day })}
              fault={isSwapped ? t("swapped") : undefined}
            />
          </>
        )}
      </div>
      <p className="tb-note tb-page__note">{t(`names.${report}.note`)}</p>
      {isSwapped ? <Notice tone="warn">{t("swapped")}</Notice> : <ReportView name={report} period={{ first, last }} />}
    </ReconcileFrame>
  );
}
