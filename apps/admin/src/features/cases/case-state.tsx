import type { CaseRow } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { StateBadge } from "../../components/state-badge.tsx";

/** Whether somebody still has to decide, or how it was decided. */
export function CaseState({ row }: { row: Pick<CaseRow, "resolution"> }) {
  const t = useTranslations("cases");
  if (row.resolution === null) {
    return (
      <StateBadge tone="bad" shape="disc">
        {t("waiting")}
      </StateBadge>
    );
  }
  return (
    <StateBadge tone="quiet" shape="tick">
      {t(`resolutions.${row.resolution}`)}
    </StateBadge>
  );
}
