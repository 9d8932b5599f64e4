import { getRouteApi } from "@tanstack/react-router";
import { RULE_SETS } from "@tillbook/domain/account-rules";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { Segmented } from "../../components/segmented.tsx";
import { RulesDesk } from "../../features/reconciliation/rules/index.ts";
import { dayAfter, today } from "../../lib/day.ts";
import { useNow } from "../../lib/now.ts";
import type { RulesSearch } from "../../lib/search-params.ts";
import { ReconcileFrame } from "./reconcile-frame.tsx";

const A_WEEK = 7;
const A_MINUTE_MS = 60_000;
const route = getRouteApi("/desk/reconcile/rules");

/** By which rules days are settled and money is given back, and how they become others. The address holds what is being changed. */
export function RulesPage() {
  const t = useTranslations("rules");
  const navigate = route.useNavigate();
  const now = today(useNow(A_MINUTE_MS));
  const { set = "settlement", first = dayAfter(now, -A_WEEK), last = dayAfter(now, -1), rules } = route.useSearch();
  const change = useCallback(
    (next: RulesSearch) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  const keep = useCallback((text: string | undefined) => change({ rules: text }), [change]);
  return (
    <ReconcileFrame title={t("title")}>
      <p className="tb-note tb-page__note">{t("note")}</p>
      <Segmented
        label={t("set")}
        value={set}
        onChange={(next) => change({ set: next, rules: undefined })}
        options={RULE_SETS.map((value) => ({ value, label: t(`sets.${value}`) }))}
      />
      <RulesDesk key={set} set={set} kept={rules} onKeep={keep} days={{ first, last, onDays: change }} />
    </ReconcileFrame>
  );
}
