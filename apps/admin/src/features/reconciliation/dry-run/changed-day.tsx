import { Link } from "@tanstack/react-router";
import type { DryDayView } from "@tillbook/api/reconciliation/lens";
import { ArrowRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { Card } from "../../../components/page.tsx";
import { DayText } from "../../../components/time-text.tsx";
import { DecisionWord } from "./decision-word.tsx";

const KINDS = ["matched", "broken", "carried", "ignored"] as const;

/** A day that would have ended otherwise: how many of each kind, and row by row what it is and what it would be. */
export function ChangedDay({ day }: { day: DryDayView }) {
  const t = useTranslations("dryRun");
  const kinds = useTranslations("reconcile.tabs");
  return (
    <Card
      title={
        <Link to="/reconcile/$day" params={{ day: day.settleDay }} search={{}}>
          <DayText day={day.settleDay} weekday />
        </Link>
      }
      note={t("changed", { count: day.changed, shown: day.rows.length })}
    >
      <ul className="tb-shifts">
        {KINDS.filter((kind) => day.before[kind] !== 0 || day.after[kind] !== 0).map((kind) => (
          <li key={kind} className={day.before[kind] === day.after[kind] ? undefined : "tb-shifts__moved"}>
            {kinds(kind)}{" "}
            <span className="tb-number">
              {day.before[kind]}
              {day.before[kind] !== day.after[kind] && (
                <>
                  {" "}
                  <ArrowRight size={14} aria-label={t("becomes")} /> {day.after[kind]}
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      <ul className="tb-changes">
        {day.rows.map((row) => (
          <li key={row.about}>
            <div className="tb-changes__about">
              <span className="tb-id">{row.syssn ?? t("unnamed")}</span>
              {row.line !== null && <span className="tb-note">{row.line}</span>}
            </div>
            <div className="tb-changes__side">
              <span className="tb-changes__label">{t("is")}</span>
              <DecisionWord decision={row.before} />
            </div>
            <div className="tb-changes__side">
              <span className="tb-changes__label">{t("would")}</span>
              <DecisionWord decision={row.after} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
