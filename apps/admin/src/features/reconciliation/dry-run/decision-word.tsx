import type { DecisionView } from "@tillbook/api/reconciliation/lens";
import { useTranslations } from "use-intl";
import { MoneyText } from "../../../components/money-text.tsx";
import { StateBadge } from "../../../components/state-badge.tsx";
import { DayText } from "../../../components/time-text.tsx";
import { isZero } from "../../../lib/money-view.ts";

/** What a rule decides, in a few words, with the amounts that belong to it. */
export function DecisionWord({ decision }: { decision: DecisionView | null }) {
  const t = useTranslations("reconcile");
  const own = useTranslations("dryRun");
  if (decision === null) return <span className="tb-note">{own("notOfDay")}</span>;
  switch (decision.kind) {
    case "matched":
      return (
        <>
          <StateBadge tone="good" shape="tick">
            {t(`stages.${decision.stage}`)}
          </StateBadge>
          {decision.explained.map((each) => (
            <span key={each.code} className="tb-note">
              {t(`explained.${each.code}`)} {!isZero(each) && <MoneyText value={each} />}
            </span>
          ))}
        </>
      );
    case "broken":
      return (
        <>
          {decision.codes.map((code) => (
            <StateBadge key={code} tone="bad" shape="triangle">
              {t(`breaks.${code}.word`)}
            </StateBadge>
          ))}
          <MoneyText value={{ amount: decision.difference, currency: decision.currency }} className="tb-note" />
        </>
      );
    case "carried":
      return (
        <>
          <StateBadge tone="info" shape="half">
            {t(`carries.${decision.reason}.word`)}
          </StateBadge>
          <span className="tb-note">
            {t("expectedBy")} <DayText day={decision.expectedValueDate} />
          </span>
        </>
      );
    case "ignored":
      return (
        <StateBadge tone="quiet" shape="ring">
          {t(`ignores.${decision.reason}.word`)}
        </StateBadge>
      );
  }
}
