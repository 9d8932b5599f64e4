import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { Drawer } from "../../components/drawer.tsx";
import { Failed, Skeleton } from "../../components/faces.tsx";
import { DeliveryDetails } from "../../features/webhooks/index.ts";
import { trpc } from "../../lib/trpc.ts";

const route = getRouteApi("/desk/developers/deliveries/$deliveryId");

/** One delivery, beside the log; while it waits, it is followed. */
export function DeliveryDrawer() {
  const t = useTranslations("deliveries");
  const { deliveryId } = route.useParams();
  const navigate = useNavigate();
  const delivery = useQuery(
    trpc.webhooks.delivery.queryOptions(
      { deliveryId },
      { refetchInterval: ({ state }) => (state.data?.state === "waiting" ? 2_000 : false) },
    ),
  );
  return (
    <Drawer title={t("one")} onClose={() => void navigate({ to: "/developers/deliveries", search: true, resetScroll: false })}>
      {delivery.isPending && <Skeleton rows={6} />}
      {delivery.isError && <Failed error={delivery.error} onRetry={() => void delivery.refetch()} />}
      {delivery.data && <DeliveryDetails delivery={delivery.data} />}
    </Drawer>
  );
}
