import { getRouteApi, Link, Outlet, useChildMatches } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { Page } from "../../components/page.tsx";
import { CaseFilters, CaseList } from "../../features/cases/index.ts";
import { useOrderChanges } from "../../lib/live.ts";
import type { CasesSearch } from "../../lib/search-params.ts";
import { useOpenCases } from "../open-cases.tsx";

const route = getRouteApi("/desk/cases");

/** Everything about money that waits for somebody's decision, and what was decided. The address holds the filters. */
export function CasesPage() {
  const t = useTranslations("cases");
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const selectedId = useChildMatches({
    select: (matches) => matches.map((match) => ("caseId" in match.params ? match.params.caseId : undefined))[0],
  });
  useOrderChanges();
  const open = useOpenCases();
  const change = useCallback((next: CasesSearch) => void navigate({ search: next, replace: true, resetScroll: false }), [navigate]);
  return (
    <Page title={t("title")}>
      <p className="tb-note tb-page__note">{t("note")}</p>
      <CaseFilters search={search} open={open} onChange={change} />
      <CaseList
        search={search}
        selectedId={selectedId}
        emptyAction={
          <Link to="/cases" search={{}} className={buttonClass("default", "small")}>
            {t("showAll")}
          </Link>
        }
      />
      <Outlet />
    </Page>
  );
}
