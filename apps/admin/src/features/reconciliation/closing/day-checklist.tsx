import { Link } from "@tanstack/react-router";
import type { ChecklistItem } from "@tillbook/domain/reconciliation/closing";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { PointList } from "./checklist.tsx";

type DayChecklistProps = {
  day: string;
  items: readonly ChecklistItem[];
  /** Runs the day again, where that is what is missing. */
  run: ReactNode;
  /** States that nothing happened, where there is no file. */
  noActivity: ReactNode;
};

/** The points of a day's close, each open one with the way to settle it. */
export function DayChecklist({ day, items, run, noActivity }: DayChecklistProps) {
  const t = useTranslations("closing");
  const points = items.map(({ code, isMet, params }) => ({
    code,
    isMet,
    word: t(`points.${code}.word`),
    todo: (
      <>
        <p>{t(`points.${code}.todo`, { day: "", files: "", lines: "", open: "", off: "", ...params })}</p>
        <Way code={code} day={day} run={run} noActivity={noActivity} />
      </>
    ),
  }));
  return <PointList points={points} label={t("checklist")} />;
}

/** Where, or by what, an open point is settled. */
function Way({ code, day, run, noActivity }: Omit<DayChecklistProps, "items"> & { code: ChecklistItem["code"] }) {
  const t = useTranslations("closing");
  switch (code) {
    case "DAY_OVER":
      return null;
    case "FILE_OR_NO_ACTIVITY":
      return (
        <>
          <Link to="/reconcile/statements">{t("toImport")}</Link>
          {noActivity}
        </>
      );
    case "NO_FILE_HELD":
      return <Link to="/reconcile/statements">{t("toFiles")}</Link>;
    case "FRESH_RUN":
      return run;
    case "BREAKS_SETTLED":
      return (
        <Link to="/reconcile/breaks" search={{ day }}>
          {t("toBreaks")}
        </Link>
      );
    case "EVERY_LINE_PLACED":
    case "FILE_PROOF":
    case "DAY_PROOF":
    case "BALANCE_PROOF":
      return (
        <Link to="/reconcile/$day" params={{ day }} search={{}}>
          {t("toDay")}
        </Link>
      );
  }
}
