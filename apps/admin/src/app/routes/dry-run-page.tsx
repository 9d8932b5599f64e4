import { getRouteApi } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { TextField } from "../../components/field.tsx";
import { changesOf, DryRunView } from "../../features/reconciliation/dry-run/index.ts";
import { dayAfter, today } from "../../lib/day.ts";
import { useNow } from "../../lib/now.ts";
import type { DryRunSearch } from "../../lib/search-params.ts";
import { ReconcileFrame } from "./reconcile-frame.tsx";

const A_WEEK = 7;
const A_MINUTE_MS = 60_000;
const route = getRouteApi("/desk/reconcile/rules");

/** What other rules would have made of past days. The address holds the days and the changed rules; nothing here writes anything. */
export function DryRunPage() {
  const t = useTranslations("dryRun");
  const navigate = route.useNavigate();
  const now = today(useNow(A_MINUTE_MS));
  const search = route.useSearch();
  const { first = dayAfter(now, -A_WEEK), last = dayAfter(now, -1) } = search;
  const change = (next: DryRunSearch) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false });
  return (
    <ReconcileFrame title={t("title")}>
      <p className="tb-note tb-page__note">{t("note")}</p>
      <div className="tb-filters">
        <TextField type="date" label={t("first")} value={first} onChange={(day) => change({ first: day === "" ? undefined : day })} />
        <TextField type="date" label={t("last")} value={last} onChange={(day) => change({ last: day === "" ? undefined : day })} />
      </div>
      <DryRunView
        {...{ first, last }}
        changes={changesOf(search)}
        onTry={(next) => void navigate({ search: { first, last, ...next }, replace: true, resetScroll: false })}
      />
    </ReconcileFrame>
  );
}
