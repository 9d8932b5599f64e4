import type { OrderDetail, PaymentStateName, PaymentView } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { Fact, Facts } from "../../components/cells.tsx";
import { type Shape, StateBadge, type Tone } from "../../components/state-badge.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { AskedPlan } from "./asked-plan.tsx";
import "./attempt-list.css";

const LOOKS = {
  submitted: { tone: "warn", shape: "triangle" },
  awaiting: { tone: "info", shape: "ring" },
  failed: { tone: "bad", shape: "cross" },
  expired: { tone: "quiet", shape: "square" },
  cancelled: { tone: "quiet", shape: "cross" },
  paid: { tone: "good", shape: "tick" },
} as const satisfies Record<PaymentStateName, { tone: Tone; shape: Shape }>;

/** Every attempt to collect an order, with the numbers that QFPay's support asks for. */
export function AttemptList({ order }: { order: OrderDetail }) {
  return (
    <ul className="tb-attempts">
      {order.payments.map((payment) => (
        <li key={payment.id}>
          <Attempt payment={payment} />
        </li>
      ))}
    </ul>
  );
}

function Attempt({ payment }: { payment: PaymentView }) {
  const t = useTranslations("attempts");
  const isTwin = payment.state === "paid" && !payment.counts;
  return (
    <>
      <div className="tb-two-lines">
        <span className="tb-id">{payment.outTradeNo}</span>
        <span>
          <StateBadge {...LOOKS[payment.state]}>{t(`states.${payment.state}`)}</StateBadge>
        </span>
      </div>
      {isTwin && <p className="tb-field__fault">{t("twin")}</p>}
      {payment.asked !== null && <AskedPlan asked={payment.asked} />}
      <Facts>
        <Fact name={t("payType")}>{payment.payType}</Fact>
        <Fact name={t("started")}>
          <TimeText at={payment.createdAt} style="full" />
        </Fact>
        <Numbers payment={payment} />
      </Facts>
    </>
  );
}

/** QFPay's own names stay as they are, so that staff, support mails and screens agree. */
function Numbers({ payment }: { payment: PaymentView }) {
  const { syssn, chnlsn, respcd, sysdtm, paydtm } = payment;
  return (
    <>
      {syssn !== null && <Fact name="syssn">{syssn}</Fact>}
      {chnlsn !== null && <Fact name="chnlsn">{chnlsn}</Fact>}
      {sysdtm !== null && (
        <Fact name="sysdtm">
          <TimeText at={sysdtm} style="full" />
        </Fact>
      )}
      {paydtm !== null && (
        <Fact name="paydtm">
          <TimeText at={paydtm} style="full" />
        </Fact>
      )}
      {respcd !== null && <Fact name="respcd">{respcd}</Fact>}
    </>
  );
}
