import type { AskedView } from "@tillbook/api/views";
import { useLocale, useTranslations } from "use-intl";
import { timeWords } from "../../components/time-text.tsx";
import { useNow } from "../../lib/now.ts";
import { clockText, secondsUntil } from "./countdown.ts";
import "./asked-plan.css";

/** The plan for an unclear result, with a clock on it: asked so often, next in so many seconds, decided by then. */
export function AskedPlan({ asked }: { asked: AskedView }) {
  const t = useTranslations("asked");
  const locale = useLocale();
  return (
    <dl className="tb-asked" aria-label={t("title")}>
      <div>
        <dt>{t("asked")}</dt>
        <dd>{t("times", { count: asked.times })}</dd>
      </div>
      <div>
        <dt>{t("next")}</dt>
        <dd>
          <NextAsk at={asked.nextAt} />
        </dd>
      </div>
      <div>
        <dt>{t("decides")}</dt>
        <dd>
          <time dateTime={asked.decidesAt}>
            <span>{timeWords(asked.decidesAt, "clock", locale)}</span>
            <small className="tb-zone">{timeWords(asked.decidesAt, "date", locale)}</small>
            <small className="tb-zone">UTC+8</small>
          </time>
        </dd>
      </div>
    </dl>
  );
}

function NextAsk({ at }: { at: string | null }) {
  const t = useTranslations("asked");
  const now = useNow(1_000);
  if (at === null) return t("noNext");
  const seconds = secondsUntil(at, now);
  if (seconds === 0) return t("now");
  return seconds < 60 ? t("seconds", { seconds }) : t("minutes", { clock: clockText(seconds) });
}
