import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { OrderDetail } from "@tillbook/api/views";
import { may } from "@tillbook/domain/staff";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { Drawer } from "../../components/drawer.tsx";
import { Failed, Skeleton } from "../../components/faces.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { Card } from "../../components/page.tsx";
import { CancelOrder, CheckNow, OrderBadge, OrderFacts, OrderTimeline } from "../../features/orders/index.ts";
import { AttemptList, OutcomeNote } from "../../features/payments/index.ts";
import { RefundList } from "../../features/refunds/index.ts";
import { useSession } from "../../lib/session.ts";
import { trpc } from "../../lib/trpc.ts";
import "./collected-page.css";
import { OpenCase, openCaseOf, QuarantinedNews } from "./open-case.tsx";

const route = getRouteApi("/desk/orders/$orderId");
/** While QFPay is being asked, its clock is shown: it moves on even when the line that announces changes is down. */
const ASK_EVERY_MS = 5_000;

/** Everything about one order, beside the list it was opened from. */
export function OrderDrawer() {
  const t = useTranslations("orders");
  const { orderId } = route.useParams();
  const navigate = useNavigate();
  const order = useQuery(
    trpc.orders.byId.queryOptions({ orderId }, { refetchInterval: (query) => (query.state.data?.asked == null ? false : ASK_EVERY_MS) }),
  );
  return (
    <Drawer
      title={t("one", { number: order.data?.number ?? "" })}
      onClose={() => void navigate({ to: "/orders", search: true, resetScroll: false })}
    >
      {order.isPending && <Skeleton rows={6} />}
      {order.isError && <Failed error={order.error} onRetry={() => void order.refetch()} />}
      {order.data && <Details order={order.data} />}
    </Drawer>
  );
}

function Details({ order }: { order: OrderDetail }) {
  const t = useTranslations("orders");
  const { role } = useSession();
  return (
    <>
      <Card>
        <div className="tb-collected__head">
          <p className="tb-collected__amount">
            <MoneyText value={order.amount} />
          </p>
          <OrderBadge order={order} />
        </div>
        <OutcomeNote order={order} choices={<OpenCase order={order} />} />
        <QuarantinedNews order={order} />
        <div className="tb-buttons">
          {order.state === "open" && may(role, "collect") && (
            <Link to="/collect/$orderId" params={{ orderId: order.id }} className={buttonClass("primary")}>
              {t("show")}
            </Link>
          )}
          {order.can.refund && openCaseOf(order) === undefined && may(role, "refund") && (
            <Link to="/orders/$orderId/refund" params={{ orderId: order.id }} search={true} className={buttonClass("default")}>
              {t("refund")}
            </Link>
          )}
          {(openCaseOf(order)?.kind !== "unclear" || !may(role, "resolveCase")) && <CheckNow order={order} />}
          {may(role, "collect") && <CancelOrder order={order} />}
        </div>
        <OrderFacts order={order} />
      </Card>
      {order.refunds.length + order.givenOutside.length > 0 && (
        <Card title={t("refunds")}>
          <RefundList order={order} />
        </Card>
      )}
      {order.payments.length > 0 && (
        <Card title={t("attempts")}>
          <AttemptList order={order} more={(payment) => may(role, "readNotifications") && <EvidenceLink paymentId={payment.id} />} />
        </Card>
      )}
      <Card title={t("timeline")}>
        <OrderTimeline order={order} />
      </Card>
    </>
  );
}

function EvidenceLink({ paymentId }: { paymentId: string }) {
  const t = useTranslations("evidence");
  return (
    <Link to="/evidence/$paymentId" params={{ paymentId }} className={buttonClass("default", "small")}>
      {t("action")}
    </Link>
  );
}
