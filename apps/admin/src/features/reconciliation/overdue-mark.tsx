import { useTranslations } from "use-intl";
import { StateBadge } from "../../components/state-badge.tsx";

/** Says that the day on which something was to be done has passed. */
export function OverdueMark() {
  const t = useTranslations("breaks");
  return (
    <StateBadge tone="warn" shape="half">
      {t("overdue")}
    </StateBadge>
  );
}
