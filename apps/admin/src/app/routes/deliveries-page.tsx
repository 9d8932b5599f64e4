import { getRouteApi, Link, Outlet, useChildMatches } from "@tanstack/react-router";
import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button, buttonClass } from "../../components/button.tsx";
import { Drawer } from "../../components/drawer.tsx";
import { DeliveryFilters, DeliveryList } from "../../features/webhooks/index.ts";
import { useIsPhone } from "../../lib/media.ts";
import type { DeliveriesSearch } from "../../lib/search-params.ts";
import { DevelopersFrame } from "./developers-frame.tsx";

const route = getRouteApi("/desk/developers/deliveries");

/** The delivery log; its filters and the opened delivery stand in the address. */
export function DeliveriesPage() {
  const t = useTranslations("deliveries");
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const isPhone = useIsPhone();
  const [isFiltering, setIsFiltering] = useState(false);
  const selectedId = useChildMatches({
    select: (matches) => matches.map((match) => ("deliveryId" in match.params ? match.params.deliveryId : undefined))[0],
  });
  const change = (next: DeliveriesSearch) => void navigate({ search: next, replace: true, resetScroll: false });
  const filters = <DeliveryFilters search={search} onChange={change} />;
  return (
    <DevelopersFrame
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
      <DeliveryList
        search={search}
        selectedId={selectedId}
        emptyAction={
          <Link to="/developers/deliveries" search={{}} className={buttonClass("default", "small")}>
            {t("filters.clear")}
          </Link>
        }
      />
      <Outlet />
    </DevelopersFrame>
  );
}
