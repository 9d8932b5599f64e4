import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet, useChildMatches } from "@tanstack/react-router";
import { SlidersHorizontal } from "lucide-react";
import { useCallback, useState } from "react";
import { useTranslations } from "use-intl";
import { Button, buttonClass } from "../../components/button.tsx";
import { Drawer } from "../../components/drawer.tsx";
import { Page } from "../../components/page.tsx";
import { NotificationFilters, NotificationList } from "../../features/notifications/index.ts";
import "../../features/orders/order-filters.css";
import { useOrderChanges } from "../../lib/live.ts";
import { useIsPhone } from "../../lib/media.ts";
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
  const isPhone = useIsPhone();
  const [isFiltering, setIsFiltering] = useState(false);
  const accounts = useQuery(trpc.notifications.accounts.queryOptions());
  const change = useCallback((next: NotificationsSearch) => void navigate({ search: next, replace: true, resetScroll: false }), [navigate]);
  const filters = <NotificationFilters search={search} onChange={change} accounts={accounts.data ?? []} />;
  return (
    <Page
      title={t("title")}
      actions={
        isPhone && (
          <Button size="small" onPress={() => setIsFiltering(true)}>
            <SlidersHorizontal size={18} aria-hidden="true" />
            {t("filters.open")}
          </Button>
        )
      }
    >
      {!isPhone && filters}
      {isPhone && isFiltering && (
        <Drawer title={t("filters.open")} onClose={() => setIsFiltering(false)}>
          {filters}
          <Button look="primary" className="tb-btn-wide" onPress={() => setIsFiltering(false)}>
            {t("filters.show")}
          </Button>
        </Drawer>
      )}
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
