import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { RefundDetail } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { Drawer } from "../../components/drawer.tsx";
import { Failed, Skeleton } from "../../components/faces.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { Card } from "../../components/page.tsx";
import { OrderTimeline } from "../../features/orders/index.ts";
import { CheckList, RefundActions, RefundBadge, RefundFacts, RefundPlan } from "../../features/refunds/index.ts";
import { trpc } from "../../lib/trpc.ts";
import "./collected-page.css";

const route = getRouteApi("/desk/refunds/$refundId");

/** Everything about one refund, beside the list it was opened from: what it waits for, what may be done, what happened. */
export function OneRefundDrawer() {
  const t = useTranslations("refunds.one");
  const { refundId } = route.useParams();
  const navigate = useNavigate();
  const refund = useQuery(trpc.refunds.byId.queryOptions({ refundId }));
  return (
    <Drawer
      title={t("title", { number: refund.data?.order.number ?? "" })}
      onClose={() => void navigate({ to: "/refunds", search: true, resetScroll: false })}
    >
      {refund.isPending && <Skeleton rows={6} />}
      {refund.isError && <Failed error={refund.error} onRetry={() => void refund.refetch()} />}
      {refund.data && <Details refund={refund.data} />}
    </Drawer>
  );
}

function Details({ refund }: { refund: RefundDetail }) {
  const t = useTranslations("refunds.one");
  return (
    <>
      <Card>
        <div className="tb-collected__head">
          <p className="tb-collected__amount">
            <MoneyText value={refund.amount} />
          </p>
          <RefundBadge refund={refund} />
        </div>
        <RefundPlan refund={refund} />
        <RefundActions refund={refund} />
        <Link to="/orders/$orderId" params={{ orderId: refund.order.id }} className={buttonClass("plain")}>
          {t("toOrder", { number: refund.order.number })}
        </Link>
      </Card>
      {refund.checks.length > 0 && (
        <Card title={t("checks")}>
          <CheckList checks={refund.checks} maximumAgeDays={refund.maximumAgeDays} />
        </Card>
      )}
      <Card title={t("facts")}>
        <RefundFacts refund={refund} />
      </Card>
      <Card title={t("history")}>
        <OrderTimeline order={refund} />
      </Card>
    </>
  );
}
