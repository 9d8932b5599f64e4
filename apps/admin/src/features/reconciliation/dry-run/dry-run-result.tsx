import type { DryRunView } from "@tillbook/api/reconciliation/lens";
import { useTranslations } from "use-intl";
import { Empty } from "../../../components/faces.tsx";
import { Notice } from "../../../components/notice.tsx";
import { Card } from "../../../components/page.tsx";
import { DayText } from "../../../components/time-text.tsx";
import { ChangedDay } from "./changed-day.tsx";

/** What would have been different on which day, and the days on which nothing would. */
export function DryRunResult({ found: { days, changed } }: { found: DryRunView }) {
  const t = useTranslations("dryRun");
  if (days.length === 0) return <Empty title={t("noRun")} note={t("noRunNote")} />;
  const other = days.filter((day) => day.changed > 0);
  const same = days.filter((day) => day.changed === 0);
  return (
    <>
      <Notice tone={changed === 0 ? "good" : "info"} isNews>
        {changed === 0 ? t("sameDays", { count: days.length }) : t("found", { changed, other: other.length, count: days.length })}
      </Notice>
      {other.map((day) => (
        <ChangedDay key={day.settleDay} day={day} />
      ))}
      {same.length > 0 && (
        <Card title={t("same")}>
          <ul className="tb-shifts">
            {same.map(({ settleDay }) => (
              <li key={settleDay}>
                <DayText day={settleDay} weekday />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
