import { useSubscription } from "@trpc/tanstack-react-query";
import { useTranslations } from "use-intl";
import { StateBadge } from "../../components/state-badge.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { trpc } from "../../lib/trpc.ts";
import "./day.css";

/** How far the account's money is explained at this moment, followed live: "explained up to 15:42; 3 waiting, 1 broken". */
export function Watermark() {
  const t = useTranslations("watermark");
  const line = useSubscription(trpc.reconciliation.watermark.follow.subscriptionOptions({}));
  const seen = line.data?.data;
  if (seen === undefined) return null;
  const { waiting, broken, held } = seen;
  const waits = waiting.payments + waiting.refunds + waiting.transactions;
  const isBroken = broken.breaks + broken.cases > 0;
  return (
    <p className="tb-watermark" role="status">
      <StateBadge tone={held === null ? "good" : "warn"} shape={held === null ? "tick" : "half"}>
        {held === null ? t("all") : t("upTo")}
      </StateBadge>
      {held !== null && <TimeText at={seen.at} />}
      <span className="tb-note">
        {t("waiting", { count: waits })} ·{" "}
        <span className={isBroken ? "tb-watermark__broken" : undefined}>{t("broken", { count: broken.breaks + broken.cases })}</span>
      </span>
      {held !== null && <span className="tb-note">{t(`held.${held.kind}`)}</span>}
    </p>
  );
}
