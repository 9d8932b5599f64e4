import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useChildMatches } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { Page } from "../../components/page.tsx";
import { NotificationFilters, NotificationList } from "../../features/notifications/index.ts";
import "../../features/orders/order-filters.css";
import { useOrderChanges } from "../../lib/live.ts";
import type { NotificationsSearch } from "../../lib/search-params.ts";
import { trpc } from "../../lib/trpc.ts";

const route = getRouteApi("/desk/notifications");

/** The ledger of notifications; its filters and the opened delivery stand in the address. */
export function NotificationsPage() {
  const t = useTranslations("notifications");
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const selectedId = useChildMatches({
    select: (matches) => matches.map((match) => ("notificationId" in match.params ? match.params.notificationId : undefined))[0],
  });
  useOrderChanges();
  const accounts = useQuery(trpc.notifications.accounts.queryOptions());
  const change = useCallback((next: NotificationsSearch) => void navigate({ search: next, replace: true, resetScroll: false }), [navigate]);
  return (
    <Page title={t("title")}>
      <NotificationFilters search={search} onChange={change} accounts={accounts.data ?? []} />
      <NotificationList
        search={search}
        selectedId={selectedId}
        emptyAction={
          <Link to="/notifications" search={{}} className={buttonClass("default", "small")}>
            {t("filters.clear")}
          </Link>
        }
      />
      <Outlet />
    </Page>
  );
}
