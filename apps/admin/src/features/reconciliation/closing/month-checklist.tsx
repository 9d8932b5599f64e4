import { Link } from "@tanstack/react-router";
import type { MonthPointView } from "@tillbook/api/reconciliation";
import { useLocale, useTranslations } from "use-intl";
import { dayWords } from "../../../components/time-text.tsx";
import { PointList } from "./checklist.tsx";

type MonthChecklistProps = { month: string; points: readonly MonthPointView[]; isJudged: boolean };

/** The three points of a month, each open one with the way to settle it. */
export function MonthChecklist({ points, isJudged }: MonthChecklistProps) {
  const t = useTranslations("closing");
  return (
    <PointList
      label={t("checklist")}
      points={points.map(({ code, isMet, params }) => ({
        code,
        isMet,
        word: t(`monthPoints.${code}.word`),
        todo: (
          <>
            <p>{t(`monthPoints.${code}.todo`, { rows: params["rows"] ?? "", balances: isJudged ? (params["balances"] ?? "") : "" })}</p>
            {code === "DAYS_CLOSED" && <OpenDays days={(params["days"] ?? "").split(", ").filter((day) => day !== "")} />}
            {code === "BANK_RECONCILED" && <Link to="/reconcile/payouts">{t("toPayouts")}</Link>}
          </>
        ),
      }))}
    />
  );
}

function OpenDays({ days }: { days: readonly string[] }) {
  const locale = useLocale();
  return (
    <p className="tb-days">
      {days.map((day) => (
        <Link key={day} to="/reconcile/$day/close" params={{ day }}>
          {dayWords(day, locale)}
        </Link>
      ))}
    </p>
  );
}
