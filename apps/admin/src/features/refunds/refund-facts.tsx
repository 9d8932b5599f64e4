import type { RefundDetail } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { ActorName } from "../../components/actor-name.tsx";
import { Fact, Facts } from "../../components/cells.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { standingOf } from "./refund-standing.ts";

/** What a refund is made of: who asked, who decided, how often it was sent, and QFPay's own names for it. */
export function RefundFacts({ refund }: { refund: RefundDetail }) {
  const t = useTranslations("refunds.one");
  return (
    <Facts>
      <Fact name={t("reason")}>{refund.reason}</Fact>
      <Fact name={t("askedBy")}>
        <ActorName actor={refund.requestedBy} />
      </Fact>
      <Fact name={t("askedAt")}>
        <TimeText at={refund.createdAt} style="full" />
      </Fact>
      <Decision refund={refund} />
      <Fact name={t("sent")}>{t("sentTimes", { count: refund.sends })}</Fact>
      {refund.waits !== null && (
        <Fact name={t("givesUp")}>
          <TimeText at={refund.waits.givesUpAt} />
        </Fact>
      )}
      <Fact name="out_trade_no">{refund.outTradeNo}</Fact>
      {refund.syssn !== null && <Fact name="syssn">{refund.syssn}</Fact>}
      {refund.sysdtm !== null && (
        <Fact name="sysdtm">
          <TimeText at={refund.sysdtm} style="full" />
        </Fact>
      )}
      {refund.respcd !== null && <Fact name="respcd">{refund.respcd}</Fact>}
    </Facts>
  );
}

function Decision({ refund }: { refund: RefundDetail }) {
  const t = useTranslations("refunds.one");
  const { decided } = refund;
  if (decided === null) return null;
  const isOwn = standingOf(refund) === "taken_back";
  return (
    <>
      {!isOwn && (
        <Fact name={t("decidedBy")}>
          <ActorName actor={decided.by} />
        </Fact>
      )}
      <Fact name={isOwn ? t("takenBackAt") : t("decidedAt")}>
        <TimeText at={decided.at} style="full" />
      </Fact>
      {decided.note !== null && <Fact name={t("decisionNote")}>{decided.note}</Fact>}
    </>
  );
}
