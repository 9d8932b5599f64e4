import type { AskedView } from "@tillbook/api/views";
import { useLocale, useTranslations } from "use-intl";
import { timeWords } from "../../components/time-text.tsx";
import { useNow } from "../../lib/now.ts";
import { secondsUntil } from "./countdown.ts";

/** The plan for an unclear result, with a clock on it: asked so often, next in so many seconds, decided by then. */
export function AskedPlan({ asked }: { asked: AskedView }) {
  const t = useTranslations("asked");
  const locale = useLocale();
  const now = useNow(1_000);
  const seconds = asked.nextAt === null ? null : secondsUntil(asked.nextAt, now);
  return (
    <ul className="tb-asked">
      <li>{t("times", { count: asked.times })}</li>
      <li>{seconds === null ? t("noNext") : seconds === 0 ? t("now") : t("next", { seconds })}</li>
      <li>{t("decides", { time: timeWords(asked.decidesAt, "clock", locale) })}</li>
    </ul>
  );
}
