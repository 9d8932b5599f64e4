import type { CaseDetail } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { ActorName } from "../../components/actor-name.tsx";
import { Fact, Facts } from "../../components/cells.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { AgeText } from "./age-text.tsx";

/** Since when a case waits, the numbers it is about, and how it was decided. */
export function CaseFacts({ aCase }: { aCase: CaseDetail }) {
  const t = useTranslations("cases");
  const { payment, notice } = aCase;
  const syssn = payment?.syssn ?? notice?.syssn ?? null;
  const outTradeNo = payment?.outTradeNo ?? notice?.outTradeNo ?? null;
  return (
    <Facts>
      <Fact name={t("opened")}>
        <TimeText at={aCase.openedAt} style="full" /> · <AgeText at={aCase.openedAt} />
      </Fact>
      {outTradeNo !== null && <Fact name="out_trade_no">{outTradeNo}</Fact>}
      {syssn !== null && <Fact name="syssn">{syssn}</Fact>}
      {payment?.paydtm != null && (
        <Fact name="paydtm">
          <TimeText at={payment.paydtm} style="full" />
        </Fact>
      )}
      {aCase.closedAt !== null && (
        <Fact name={t("closedAt")}>
          <TimeText at={aCase.closedAt} style="full" />
        </Fact>
      )}
      {aCase.closedBy !== null && (
        <Fact name={t("closedBy")}>
          <ActorName actor={aCase.closedBy} />
        </Fact>
      )}
      {aCase.note !== null && <Fact name={t("noteFact")}>{aCase.note}</Fact>}
    </Facts>
  );
}
