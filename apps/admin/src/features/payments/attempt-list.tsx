import type { OrderDetail, PaymentView } from "@tillbook/api/views";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Fact, Facts } from "../../components/cells.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { AskedPlan } from "./asked-plan.tsx";
import { AttemptBadge } from "./attempt-badge.tsx";
import "./attempt-list.css";

/** Written in place of QFPay's code where a person declared an attempt unpaid. */
const BY_A_PERSON = "person";

type AttemptListProps = {
  order: OrderDetail;
  /** What more there is to an attempt, such as its evidence. */
  more?: (payment: PaymentView) => ReactNode;
};

/** Every attempt to collect an order, with the numbers that QFPay's support asks for. */
export function AttemptList({ order, more }: AttemptListProps) {
  return (
    <ul className="tb-attempts">
      {order.payments.map((payment) => (
        <li key={payment.id}>
          <Attempt payment={payment} isOneOfSeveral={order.payments.length > 1} />
          {more?.(payment)}
        </li>
      ))}
    </ul>
  );
}

function Attempt({ payment, isOneOfSeveral }: { payment: PaymentView; isOneOfSeveral: boolean }) {
  const t = useTranslations("attempts");
  const { outcome } = payment;
  const isWatched = outcome.is === "unclear" || outcome.is === "needs_person";
  const late = "late" in outcome ? outcome.late : null;
  return (
    <>
      <div className="tb-two-lines">
        <span className="tb-id">{payment.outTradeNo}</span>
        <span>
          <AttemptBadge payment={payment} />
        </span>
      </div>
      {payment.counts && isOneOfSeveral && <p className="tb-note">{t("counts")}</p>}
      {outcome.is === "twin" && <p className="tb-field__fault">{t("twin")}</p>}
      {late !== null && <p className="tb-note">{t(`late.${late}`)}</p>}
      {payment.respcd === BY_A_PERSON && <p className="tb-note">{t("declared")}</p>}
      {payment.asked !== null && isWatched && <AskedPlan asked={payment.asked} />}
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
      {respcd !== null && respcd !== BY_A_PERSON && <Fact name="respcd">{respcd}</Fact>}
    </>
  );
}
