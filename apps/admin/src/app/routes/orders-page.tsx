import { getRouteApi, Link, Outlet, useChildMatches } from "@tanstack/react-router";
import { SlidersHorizontal } from "lucide-react";
import { useCallback, useState } from "react";
import { useTranslations } from "use-intl";
import { Button, buttonClass } from "../../components/button.tsx";
import { Drawer } from "../../components/drawer.tsx";
import { Page } from "../../components/page.tsx";
import { OrderFilters, OrderList } from "../../features/orders/index.ts";
import { useOrderChanges } from "../../lib/live.ts";
import { useIsPhone } from "../../lib/media.ts";
import { filterCount, type OrdersSearch } from "../../lib/search-params.ts";
import { useSession } from "../../lib/session.ts";

const route = getRouteApi("/desk/orders");

/** The list of orders; its filters and the opened order stand in the address. */
export function OrdersPage() {
  const t = useTranslations("orders");
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { account } = useSession();
  const isPhone = useIsPhone();
  const [isFiltering, setIsFiltering] = useState(false);
  const selectedId = useChildMatches({
    select: (matches) => matches.map((match) => ("orderId" in match.params ? match.params.orderId : undefined))[0],
  });
  useOrderChanges();
  const change = useCallback((next: OrdersSearch) => void navigate({ search: next, replace: true, resetScroll: false }), [navigate]);
  const filters = <OrderFilters search={search} onChange={change} currencies={account.currencies} />;
  return (
    <Page
      title={t("title")}
      actions={
        isPhone && (
          <Button size="small" onPress={() => setIsFiltering(true)}>
            <SlidersHorizontal size={18} aria-hidden="true" />
            {t("filters.open", { count: filterCount(search) })}
          </Button>
        )
      }
    >
      {!isPhone && filters}
      {isPhone && isFiltering && (
        <Drawer title={t("filters.title")} onClose={() => setIsFiltering(false)}>
          {filters}
          <Button look="primary" className="tb-btn-wide" onPress={() => setIsFiltering(false)}>
            {t("filters.show")}
          </Button>
        </Drawer>
      )}
      <OrderList
        search={search}
        selectedId={selectedId}
        emptyAction={
          <Link to="/orders" search={{}} className={buttonClass("default", "small")}>
            {t("filters.clear")}
          </Link>
        }
      />
      <Outlet />
    </Page>
  );
}
