import { Link } from "@tanstack/react-router";
import type { OrderDetail } from "@tillbook/api/views";
import { CircleCheck, CircleX, Clock } from "lucide-react";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { Card } from "../../components/page.tsx";
import { TimeText } from "../../components/time-text.tsx";

const MARKS = { paid: CircleCheck, cancelled: CircleX, expired: Clock, open: Clock } as const;

/** The end of a collection, readable from across the counter, and the way to the next customer. */
export function CollectOver({ order }: { order: OrderDetail }) {
  const t = useTranslations("collect");
  const Mark = MARKS[order.state];
  return (
    <Card>
      <div className={`tb-over tb-over_${order.state}`} role="status">
        <Mark size={96} strokeWidth={1.75} aria-hidden="true" />
        <h2 className="tb-over__word">{t(`over.${order.state}`)}</h2>
        <p className="tb-collected__amount">
          <MoneyText value={order.amount} />
        </p>
        {order.paidAt !== null && (
          <p className="tb-note">
            <TimeText at={order.paidAt} style="full" />
          </p>
        )}
        <p className="tb-note tb-id">{order.number}</p>
      </div>
      <div className="tb-buttons">
        <Link to="/collect" className={buttonClass("primary")}>
          {t("new")}
        </Link>
        <Link to="/orders/$orderId" params={{ orderId: order.id }} className={buttonClass("default")}>
          {t("details")}
        </Link>
      </div>
    </Card>
  );
}
