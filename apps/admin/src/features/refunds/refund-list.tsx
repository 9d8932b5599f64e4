import { Link } from "@tanstack/react-router";
import type { OrderDetail, OutsideRefundView, RefundView } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { ActorName } from "../../components/actor-name.tsx";
import { MoneyText } from "../../components/money-text.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { RefundBadge } from "./refund-badge.tsx";
import { RefundPlan } from "./refund-plan.tsx";
import "./refunds.css";

/** Every request to give something of an order back, how far it has come, and what went back without one. */
export function RefundList({ order }: { order: OrderDetail }) {
  return (
    <ul className="tb-refunds">
      {order.refunds.map((refund) => (
        <li key={refund.id}>
          <Own refund={refund} />
        </li>
      ))}
      {order.givenOutside.map((refund) => (
        <li key={refund.syssn}>
          <Outside refund={refund} />
        </li>
      ))}
    </ul>
  );
}

function Own({ refund }: { refund: RefundView }) {
  const codes = [
    refund.outTradeNo,
    refund.syssn === null ? null : `syssn ${refund.syssn}`,
    refund.respcd === null ? null : `respcd ${refund.respcd}`,
  ].filter((each) => each !== null);
  return (
    <>
      <div className="tb-two-lines">
        <div>
          <Link to="/refunds/$refundId" params={{ refundId: refund.id }} className="tb-refunds__reason">
            {refund.reason}
          </Link>
          <p className="tb-note tb-id">{codes.join(" · ")}</p>
          <p className="tb-note">
            <ActorName actor={refund.requestedBy} /> · <TimeText at={refund.createdAt} style="full" />
          </p>
        </div>
        <div>
          <strong>
            <MoneyText value={refund.amount} />
          </strong>
          <RefundBadge refund={refund} />
        </div>
      </div>
      <RefundPlan refund={refund} />
    </>
  );
}

const PENDING: readonly string[] = ["1143", "1145", "1298", "2999"];

function Outside({ refund }: { refund: OutsideRefundView }) {
  const t = useTranslations("refunds.outside");
  const isDone = refund.respcd === "0000";
  const isPending = PENDING.includes(refund.respcd);
  return (
    <div className="tb-two-lines">
      <div>
        <p>{t("title")}</p>
        <p className="tb-note">{t("note")}</p>
        <p className="tb-note tb-id">{[`syssn ${refund.syssn}`, refund.outTradeNo].filter((each) => each !== null).join(" · ")}</p>
        <p className="tb-note">
          <TimeText at={refund.sysdtm} style="full" />
        </p>
      </div>
      <div>
        <strong>
          <MoneyText value={refund.amount} />
        </strong>
        <StateBadge tone={isDone ? "good" : isPending ? "info" : "bad"} shape={isDone ? "tick" : isPending ? "half" : "cross"}>
          {isDone ? t("done") : isPending ? t("pending") : t("other", { code: refund.respcd })}
        </StateBadge>
      </div>
    </div>
  );
}
