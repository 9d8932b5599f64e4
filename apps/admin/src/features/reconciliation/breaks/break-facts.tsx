import { Link } from "@tanstack/react-router";
import type { BreakView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { Fact, Facts } from "../../../components/cells.tsx";
import { MoneyText } from "../../../components/money-text.tsx";
import { DayText } from "../../../components/time-text.tsx";
import { OverdueMark } from "../overdue-mark.tsx";

/** The work on a break at a glance: what it costs, since when, who looks after it, what happens next. */
export function BreakFacts({ aBreak }: { aBreak: BreakView }) {
  const t = useTranslations("breaks");
  const byDefault = aBreak.isByDefault && <span className="tb-note">{t("byDefault")}</span>;
  return (
    <Facts>
      <Fact name={t("facts.difference")}>
        <strong>
          <MoneyText value={{ amount: aBreak.difference, currency: aBreak.currency }} />
        </strong>
      </Fact>
      <Fact name={t("facts.day")}>
        <Link to="/reconcile/$day" params={{ day: aBreak.settleDay }} search={{ tab: "broken", item: String(aBreak.ordinal) }}>
          <DayText day={aBreak.settleDay} />
        </Link>{" "}
        <span className="tb-note">{t("days", { count: aBreak.days })}</span>
      </Fact>
      {aBreak.originalDay !== null && (
        <Fact name={t("facts.originalDay")}>
          <DayText day={aBreak.originalDay} />
        </Fact>
      )}
      <Fact name={t("facts.owner")}>
        {aBreak.owner} {byDefault}
      </Fact>
      {aBreak.state !== "RESOLVED" && (
        <Fact name={t("facts.nextActionOn")}>
          <DayText day={aBreak.nextActionOn} /> {byDefault} {aBreak.isOverdue && <OverdueMark />}
        </Fact>
      )}
    </Facts>
  );
}
