import type { OrderDetail } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { Fact, Facts } from "../../components/cells.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { isZero } from "../../lib/money-view.ts";

/** What is known about an order itself. */
export function OrderFacts({ order }: { order: OrderDetail }) {
  const t = useTranslations("orders.facts");
  return (
    <Facts>
      <Fact name={t("number")}>
        <span className="tb-id">{order.number}</span>
      </Fact>
      <Fact name={t("created")}>
        <TimeText at={order.createdAt} style="full" />
      </Fact>
      <Fact name={t("by")}>{order.createdBy}</Fact>
      {order.paidAt !== null && (
        <Fact name={t("paid")}>
          <TimeText at={order.paidAt} style="full" />
        </Fact>
      )}
      {order.state === "open" && (
        <Fact name={t("expires")}>
          <TimeText at={order.expiresAt} />
        </Fact>
      )}
      <Fact name={t("face")}>{t(order.face)}</Fact>
      {order.goodsName !== null && <Fact name={t("goods")}>{order.goodsName}</Fact>}
      {order.note !== null && <Fact name={t("note")}>{order.note}</Fact>}
      {!isZero(order.refunded) && (
        <Fact name={t("refunded")}>
          <MoneyText value={order.refunded} />
        </Fact>
      )}
      {!isZero(order.refunding) && (
        <Fact name={t("refunding")}>
          <MoneyText value={order.refunding} />
        </Fact>
      )}
      {!isZero(order.awaitingApproval) && (
        <Fact name={t("awaitingApproval")}>
          <MoneyText value={order.awaitingApproval} />
        </Fact>
      )}
      {order.state === "paid" && (
        <Fact name={t("refundable")}>
          <MoneyText value={order.refundable} />
        </Fact>
      )}
    </Facts>
  );
}
