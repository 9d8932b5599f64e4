import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { BreakDesk } from "../../features/reconciliation/breaks/index.ts";
import { EntryDetail } from "../../features/reconciliation/index.ts";
import type { BreaksSearch } from "../../lib/search-params.ts";
import { ReconcileFrame } from "./reconcile-frame.tsx";

const route = getRouteApi("/desk/reconcile/breaks");

/** Everything that did not tie, to be worked through. The address holds the filters and the open break. */
export function BreaksPage() {
  const t = useTranslations("breaks");
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback((next: BreaksSearch) => void navigate({ search: next, replace: true, resetScroll: false }), [navigate]);
  return (
    <ReconcileFrame title={t("title")}>
      <p className="tb-note tb-page__note">{t("note")}</p>
      <BreakDesk search={search} onChange={change} explain={(aBreak) => <EntryDetail entry={aBreak} />} />
    </ReconcileFrame>
  );
}
