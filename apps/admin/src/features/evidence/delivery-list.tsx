import { Link } from "@tanstack/react-router";
import type { DeliveryView } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { FindingList } from "../../components/finding-list.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { VerdictBadge } from "../../components/verdict-badge.tsx";
import { keyWord } from "./evidence-text.ts";
import { ShownBodyText } from "./shown-body-text.tsx";

/** Every notification that names the payment or one of its refunds, believed or not. */
export function DeliveryList({ deliveries }: { deliveries: readonly DeliveryView[] }) {
  const t = useTranslations("evidence");
  if (deliveries.length === 0) return <p className="tb-note">{t("noNotifications")}</p>;
  return (
    <ol className="tb-evidence__list">
      {deliveries.map((delivery) => (
        <li key={delivery.id}>
          <div className="tb-evidence__head">
            <Link to="/notifications/$notificationId" params={{ notificationId: delivery.id }} className="tb-evidence__link">
              <TimeText at={delivery.receivedAt} style="full" />
            </Link>
            <VerdictBadge verdict={delivery.verdict} />
          </div>
          <FindingList findings={delivery.findings} />
          <p className="tb-note">
            {delivery.notifyType ?? "–"} · X-QF-SIGN {delivery.signature ?? "–"} · {t(`keys.${keyWord(delivery.signedBy)}`)}
          </p>
          <details className="tb-more">
            <summary>{t("contents")}</summary>
            <ShownBodyText body={delivery.body} />
          </details>
        </li>
      ))}
    </ol>
  );
}
