import type { RefundView } from "@tillbook/api/views";
import { useLocale, useTranslations } from "use-intl";
import { timeWords } from "../../components/time-text.tsx";
import { useNow } from "../../lib/now.ts";
import { failureWord, waitWord } from "./refund-standing.ts";

/** What happens to a refund next, with a clock on it: why it waits and when it is tried again, when QFPay is asked, or why it failed. */
export function RefundPlan({ refund }: { refund: RefundView }) {
  const t = useTranslations("refunds");
  if (refund.waits !== null) return <Waits refund={refund} waits={refund.waits} />;
  if (refund.asked !== null) return <Asked asked={refund.asked} />;
  if (refund.state !== "failed") return null;
  return <p className="tb-note">{t(`failedBecause.${failureWord(refund.respcd)}`, { code: refund.respcd ?? "" })}</p>;
}

function Waits({ refund, waits }: { refund: RefundView; waits: NonNullable<RefundView["waits"]> }) {
  const t = useTranslations("refunds");
  const locale = useLocale();
  const now = useNow(1_000);
  const isDue = new Date(waits.nextSendAt) <= now;
  return (
    <ul className="tb-refunds__plan">
      <li>{t(`waits.${waitWord(waits.because)}`, { code: waits.because ?? "" })}</li>
      <li>
        {t("tries", { count: refund.sends })} ·{" "}
        {isDue ? t("nextTryNow") : t("nextTry", { time: timeWords(waits.nextSendAt, "short", locale) })}
      </li>
    </ul>
  );
}

function Asked({ asked }: { asked: NonNullable<RefundView["asked"]> }) {
  const t = useTranslations("refunds.asked");
  const now = useNow(1_000);
  const seconds = asked.nextAt === null ? 0 : Math.max(0, Math.ceil((Date.parse(asked.nextAt) - now.getTime()) / 1_000));
  return (
    <ul className="tb-refunds__plan">
      <li>{t("times", { count: asked.times })}</li>
      <li>{seconds === 0 ? t("now") : t("next", { seconds })}</li>
    </ul>
  );
}
