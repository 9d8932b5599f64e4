import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { Drawer } from "../../components/drawer.tsx";
import { Empty, Failed, Skeleton } from "../../components/faces.tsx";
import { BackMark } from "../../components/page.tsx";
import { RefundForm } from "../../features/refunds/index.ts";
import { trpc } from "../../lib/trpc.ts";

const route = getRouteApi("/desk/orders/$orderId/refund");

/** Giving money back, in the same drawer as the order. */
export function RefundDrawer() {
  const t = useTranslations("refunds");
  const { orderId } = route.useParams();
  const { payment, why } = route.useSearch();
  const navigate = useNavigate();
  const order = useQuery(trpc.orders.byId.queryOptions({ orderId }));
  const back = () => void navigate({ to: "/orders/$orderId", params: { orderId }, search: true, resetScroll: false });
  return (
    <Drawer
      title={t("title", { number: order.data?.number ?? "" })}
      onClose={() => void navigate({ to: "/orders", search: true, resetScroll: false })}
    >
      <Link to="/orders/$orderId" params={{ orderId }} search={true} resetScroll={false} className={buttonClass("plain")}>
        <BackMark />
        {t("toOrder")}
      </Link>
      {order.isPending && <Skeleton rows={4} />}
      {order.isError && <Failed error={order.error} onRetry={() => void order.refetch()} />}
      {order.data &&
        (order.data.can.refund ? (
          <RefundForm order={order.data} paymentId={payment} reason={why === undefined ? "" : t(`whys.${why}`)} onDone={back} />
        ) : (
          <Empty title={t("nothingLeft")} />
        ))}
    </Drawer>
  );
}
