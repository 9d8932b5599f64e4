import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useChildMatches } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { Page } from "../../components/page.tsx";
import { RefundFilters, RefundQueue } from "../../features/refunds/index.ts";
import { useOrderChanges } from "../../lib/live.ts";
import type { RefundsSearch } from "../../lib/search-params.ts";
import { trpc } from "../../lib/trpc.ts";

const route = getRouteApi("/desk/refunds");

/** All refunds: what waits for a second person, for QFPay, for its time, what is done and what failed. The address holds the filters. */
export function RefundsPage() {
  const t = useTranslations("refunds.page");
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const selectedId = useChildMatches({
    select: (matches) => matches.map((match) => ("refundId" in match.params ? match.params.refundId : undefined))[0],
  });
  useOrderChanges();
  const counts = useQuery(trpc.refunds.counts.queryOptions());
  const change = useCallback((next: RefundsSearch) => void navigate({ search: next, replace: true, resetScroll: false }), [navigate]);
  return (
    <Page title={t("title")}>
      <RefundFilters search={search} counts={counts.data} onChange={change} />
      <RefundQueue
        search={search}
        selectedId={selectedId}
        emptyAction={
          <Link to="/refunds" search={{}} className={buttonClass("default", "small")}>
            {t("all")}
          </Link>
        }
      />
      <Outlet />
    </Page>
  );
}
