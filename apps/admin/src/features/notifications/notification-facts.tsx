import type { NotificationDetail } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { Fact, Facts } from "../../components/cells.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { KindWord } from "./kind-word.tsx";
import { MovedWords } from "./moved-words.tsx";

/** What is known of one delivery. QFPay's own names stay as they are. */
export function NotificationFacts({ entry }: { entry: NotificationDetail }) {
  const t = useTranslations("notifications.facts");
  const { outTradeNo, syssn, respcd } = entry;
  return (
    <Facts>
      <Fact name={t("received")}>
        <TimeText at={entry.receivedAt} style="full" />
      </Fact>
      <Fact name={t("kind")}>
        <KindWord kind={entry.notifyType} />
      </Fact>
      {outTradeNo !== null && (
        <Fact name="out_trade_no">
          <span className="tb-id">{outTradeNo}</span>
        </Fact>
      )}
      {syssn !== null && (
        <Fact name="syssn">
          <span className="tb-id">{syssn}</span>
        </Fact>
      )}
      {respcd !== null && <Fact name="respcd">{respcd}</Fact>}
      <Fact name={t("key")}>{t(`keys.${entry.signedBy ?? "none"}`)}</Fact>
      {entry.signature !== null && (
        <Fact name="X-QF-SIGN">
          <span className="tb-id">{entry.signature}</span>
        </Fact>
      )}
      <Fact name={t("moved")}>
        <MovedWords moved={entry.moved} />
      </Fact>
      <Fact name={t("size")}>{t("bytes", { count: entry.bytes })}</Fact>
    </Facts>
  );
}
