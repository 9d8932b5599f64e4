import type { ResolutionView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { Card } from "../../../components/page.tsx";
import { ResolutionBadge } from "./resolution-badge.tsx";
import { ResolutionFacts } from "./resolution-facts.tsx";

type HistoryProps = { resolutions: readonly ResolutionView[]; onReverse: ((resolution: ResolutionView) => void) | undefined };

/** Everything that was proposed or done about a break, newest first. What holds can be taken back by a new entry. */
export function BreakHistory({ resolutions, onReverse }: HistoryProps) {
  const t = useTranslations("breaks");
  // oxlint-disable-next-line unicorn/no-array-reverse -- `toReversed` is newer than the browsers we serve
  const past = resolutions.filter(({ state }) => state !== "WAITING").reverse();
  if (past.length === 0) return null;
  return (
    <Card title={t("history")}>
      <ol className="tb-history">
        {past.map((resolution) => (
          <li key={resolution.id}>
            <div className="tb-card__head">
              <strong>{t(`actions.${resolution.action}.word`)}</strong>
              <ResolutionBadge resolution={resolution} />
            </div>
            <ResolutionFacts resolution={resolution} />
            {onReverse && mayBeReversed(resolution) && (
              <Button size="small" onPress={() => onReverse(resolution)}>
                {t("actions.REVERSE.word")}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** What is in effect, and was a decision: asking QFPay and taking back are not taken back. */
export function mayBeReversed({ state, isReversed, action }: ResolutionView): boolean {
  return state === "APPROVED" && !isReversed && action !== "REVERSE" && action !== "ENQUIRE";
}
