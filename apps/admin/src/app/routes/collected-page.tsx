import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { OrderDetail } from "@tillbook/api/views";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button, buttonClass } from "../../components/button.tsx";
import { Failed, Skeleton } from "../../components/faces.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { BackMark, Card, Page } from "../../components/page.tsx";
import { CancelOrder, CheckNow, LinkPanel, OrderBadge } from "../../features/orders/index.ts";
import { EarlierUnclear, LiveQr } from "../../features/payments/index.ts";
import { useOrderChanges } from "../../lib/live.ts";
import { useSession } from "../../lib/session.ts";
import { trpc } from "../../lib/trpc.ts";
import { CollectOver } from "./collect-over.tsx";
import "./collected-page.css";

const route = getRouteApi("/desk/collect/$orderId");
/** The line announces changes at once; asking now and then covers for a line that is down. */
const ASK_EVERY_MS = 5_000;

/** One collection in progress, until it is paid or over. Its order stands in the address: reloading shows the right step. */
export function CollectedPage() {
  const t = useTranslations("collect");
  const { orderId } = route.useParams();
  useOrderChanges(orderId);
  const order = useQuery(
    trpc.orders.byId.queryOptions({ orderId }, { refetchInterval: (query) => (isInMotion(query.state.data) ? ASK_EVERY_MS : false) }),
  );
  return (
    <Page
      title={t("title")}
      width="narrow"
      back={
        <Link to="/collect" className={buttonClass("plain")}>
          <BackMark />
          {t("new")}
        </Link>
      }
    >
      {order.isPending && <Skeleton rows={6} />}
      {order.isError && <Failed error={order.error} onRetry={() => void order.refetch()} />}
      {order.data &&
        (order.data.state === "open" ? <Collecting key={order.data.id} order={order.data} /> : <CollectOver order={order.data} />)}
    </Page>
  );
}

/** It is open, or over and still asked about. */
function isInMotion(order: OrderDetail | undefined): boolean {
  return order !== undefined && (order.state === "open" || order.asked !== null);
}

function Collecting({ order }: { order: OrderDetail }) {
  const t = useTranslations("collect");
  const { account } = useSession();
  const [face, setFace] = useState(order.face);
  const isUnclear = order.live.at === "unclear";
  return (
    <Card>
      <div className="tb-collected__head">
        <p className="tb-note">{t("payTo", { payee: account.name })}</p>
        <p className="tb-collected__amount">
          <MoneyText value={order.amount} />
        </p>
        {order.goodsName !== null && <p>{order.goodsName}</p>}
        <OrderBadge order={order} />
      </div>
      <EarlierUnclear order={order} />
      {face === "qr" || isUnclear ? (
        <LiveQr
          order={order}
          payee={account.name}
          linkInstead={
            <Button look="plain" onPress={() => setFace("link")}>
              {t("linkInstead")}
            </Button>
          }
        />
      ) : (
        <>
          <LinkPanel order={order} />
          <p className="tb-note tb-collected__wait">{t("waiting")}</p>
          <Button look="plain" onPress={() => setFace("qr")}>
            {t("qrInstead")}
          </Button>
        </>
      )}
      <div className="tb-buttons">
        <CheckNow order={order} />
        <CancelOrder order={order} />
      </div>
      <p className="tb-note tb-collected__wait">
        {t("order")} <span className="tb-id">{order.number}</span>
      </p>
    </Card>
  );
}
