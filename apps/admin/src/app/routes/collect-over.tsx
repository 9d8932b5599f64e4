import { Link } from "@tanstack/react-router";
import type { OrderDetail } from "@tillbook/api/views";
import { CircleCheck, CircleHelp, CircleX, Clock } from "lucide-react";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { Card } from "../../components/page.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { CheckNow } from "../../features/orders/index.ts";
import { OutcomeNote } from "../../features/payments/index.ts";
import { OpenCase, openCaseOf } from "./open-case.tsx";

const LOOKS = {
  paid: { tone: "good", Mark: CircleCheck },
  partly_refunded: { tone: "good", Mark: CircleCheck },
  refunded: { tone: "quiet", Mark: CircleCheck },
  paid_late: { tone: "warn", Mark: CircleCheck },
  paid_twice: { tone: "warn", Mark: CircleCheck },
  unclear: { tone: "warn", Mark: CircleHelp },
  needs_person: { tone: "warn", Mark: CircleHelp },
  cancelled: { tone: "quiet", Mark: CircleX },
  expired: { tone: "quiet", Mark: Clock },
  open: { tone: "quiet", Mark: Clock },
} as const satisfies Record<OrderDetail["outcome"]["is"], { tone: "good" | "warn" | "quiet"; Mark: unknown }>;

/** The end of a collection, readable from across the counter, what is still to be said of it, and the way to the next customer. */
export function CollectOver({ order }: { order: OrderDetail }) {
  const t = useTranslations();
  const { is } = order.outcome;
  const { tone, Mark } = LOOKS[is];
  return (
    <Card>
      <div className={`tb-over tb-over_${tone}`} role="status">
        <Mark size={96} strokeWidth={1.75} aria-hidden="true" />
        <h2 className="tb-over__word">{t(`orders.states.${is}`)}</h2>
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
      <OutcomeNote order={order} choices={<OpenCase order={order} />} />
      <div className="tb-buttons">
        <Link to="/collect" className={buttonClass(openCaseOf(order) === undefined ? "primary" : "default")}>
          {t("collect.new")}
        </Link>
        <Link to="/orders/$orderId" params={{ orderId: order.id }} className={buttonClass("default")}>
          {t("collect.details")}
        </Link>
        {order.asked !== null && <CheckNow order={order} />}
      </div>
    </Card>
  );
}
