import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { CaseDetail } from "@tillbook/api/views";
import { may } from "@tillbook/domain/staff";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { Drawer } from "../../components/drawer.tsx";
import { Failed, Skeleton } from "../../components/faces.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { Card } from "../../components/page.tsx";
import { CaseBadge, CaseChoices, CaseFacts, CaseState, CaseStory, NoticeComparison, TwinPayments } from "../../features/cases/index.ts";
import { OrderTimeline } from "../../features/orders/index.ts";
import { AskedPlan } from "../../features/payments/index.ts";
import { useSession } from "../../lib/session.ts";
import { trpc } from "../../lib/trpc.ts";
import "./collected-page.css";

const route = getRouteApi("/desk/cases/$caseId");

/** Everything about one case, beside the list it was opened from: what happened, what may be done, what led to it. */
export function CaseDrawer() {
  const t = useTranslations("cases");
  const { caseId } = route.useParams();
  const navigate = useNavigate();
  const aCase = useQuery(trpc.cases.byId.queryOptions({ caseId }));
  const kind = aCase.data?.kind;
  return (
    <Drawer
      title={kind === undefined ? t("title") : t(`kinds.${kind}`)}
      onClose={() => void navigate({ to: "/cases", search: true, resetScroll: false })}
    >
      {aCase.isPending && <Skeleton rows={6} />}
      {aCase.isError && <Failed error={aCase.error} onRetry={() => void aCase.refetch()} />}
      {aCase.data && <Details aCase={aCase.data} />}
    </Drawer>
  );
}

function Details({ aCase }: { aCase: CaseDetail }) {
  const t = useTranslations("cases");
  const { payment, order, notice } = aCase;
  const { role } = useSession();
  const isOpen = aCase.closedAt === null;
  return (
    <>
      <Card>
        <div className="tb-collected__head">
          {payment !== null && (
            <p className="tb-collected__amount">
              <MoneyText value={payment.amount} />
            </p>
          )}
          <span className="tb-badges">
            <CaseBadge row={aCase} />
            <CaseState row={aCase} />
          </span>
        </div>
        <CaseStory aCase={aCase} />
        {aCase.kind === "twin" && <TwinPayments aCase={aCase} />}
        {isOpen && payment?.asked != null && <AskedPlan asked={payment.asked} />}
        {notice !== null && <Comparison notice={notice} order={order} />}
        <CaseChoices aCase={aCase} />
        <div className="tb-links">
          {aCase.observationId !== null && may(role, "readNotifications") && (
            <Link to="/notifications/$notificationId" params={{ notificationId: aCase.observationId }} className={buttonClass("plain")}>
              {t("toNotification")}
            </Link>
          )}
          {order !== null && (
            <Link to="/orders/$orderId" params={{ orderId: order.id }} className={buttonClass("plain")}>
              {t("toOrder", { number: order.number })}
            </Link>
          )}
        </div>
      </Card>
      <Card title={t("facts")}>
        <CaseFacts aCase={aCase} />
      </Card>
      {aCase.timeline.length > 0 && (
        <Card title={t("history")}>
          <OrderTimeline order={aCase} />
        </Card>
      )}
    </>
  );
}

/** The order that a notification names stands beside it, once it is known. */
function Comparison({ notice, order }: { notice: NonNullable<CaseDetail["notice"]>; order: CaseDetail["order"] }) {
  const t = useTranslations("cases.compare");
  const named = useQuery(trpc.orders.byId.queryOptions({ orderId: order?.id ?? "" }, { enabled: order !== null }));
  return (
    <section>
      <h3 className="tb-card__title">{t("title")}</h3>
      <NoticeComparison notice={notice} order={named.data} />
    </section>
  );
}
