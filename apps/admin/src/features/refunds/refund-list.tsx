import type { OrderDetail, RefundStateName } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { ActorName } from "../../components/actor-name.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { type Shape, StateBadge, type Tone } from "../../components/state-badge.tsx";
import { TimeText } from "../../components/time-text.tsx";
import "./refunds.css";

const LOOKS = {
  submitted: { tone: "warn", shape: "triangle" },
  processing: { tone: "info", shape: "half" },
  failed: { tone: "bad", shape: "cross" },
  refunded: { tone: "good", shape: "tick" },
} as const satisfies Record<RefundStateName, { tone: Tone; shape: Shape }>;

/** Every request to give something back, and how far it has come. */
export function RefundList({ order }: { order: OrderDetail }) {
  const t = useTranslations("refunds");
  return (
    <ul className="tb-refunds">
      {order.refunds.map((refund) => (
        <li key={refund.id} className="tb-two-lines">
          <div>
            <p>{refund.reason}</p>
            <p className="tb-note tb-id">
              {[
                refund.outTradeNo,
                refund.syssn === null ? null : `syssn ${refund.syssn}`,
                refund.respcd === null ? null : `respcd ${refund.respcd}`,
              ]
                .filter((each) => each !== null)
                .join(" · ")}
            </p>
            <p className="tb-note">
              <ActorName actor={refund.requestedBy} /> · <TimeText at={refund.createdAt} style="full" />
            </p>
          </div>
          <div>
            <strong>
              <MoneyText value={refund.amount} />
            </strong>
            <StateBadge {...LOOKS[refund.state]}>{t(`states.${refund.state}`)}</StateBadge>
          </div>
        </li>
      ))}
    </ul>
  );
}
