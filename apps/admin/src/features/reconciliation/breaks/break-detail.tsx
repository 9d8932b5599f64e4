import type { BreakView, ResolutionView, SuggestionView } from "@tillbook/api/reconciliation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Notice } from "../../../components/notice.tsx";
import { Card } from "../../../components/page.tsx";
import { nameOf } from "../entry.ts";
import { ActionBar, isOpenForWork } from "./action-bar.tsx";
import type { Asking } from "./actions.ts";
import { BreakFacts } from "./break-facts.tsx";
import { BreakHistory } from "./break-history.tsx";
import { BreakStateBadge } from "./break-state-badge.tsx";
import { Suggestions } from "./suggestions.tsx";
import { type Deciding, WaitingCard } from "./waiting-card.tsx";

/** What a step is about besides the break: a suggestion that was chosen, or a resolution. */
export type About = { suggestion?: SuggestionView; resolution?: ResolutionView };

type DetailProps = {
  aBreak: BreakView;
  /** The verdict and the facts of both sides. */
  explanation: ReactNode;
  mayAct: boolean;
  mayDecide: boolean;
  isBusy: boolean;
  hasKeys: boolean;
  error: ReactNode;
  onAsk: (asking: Asking, about?: About) => void;
};

/** The right pane: the state of the work, what may be done, the explanation, suggestions and history. */
export function BreakDetail({ aBreak, explanation, mayAct, mayDecide, isBusy, hasKeys, error, onAsk }: DetailProps) {
  const t = useTranslations("breaks");
  const fields = useTranslations("reconcile");
  const waiting = aBreak.resolutions.filter(({ state, decidedBy }) => state === "WAITING" || (state === "VOID" && decidedBy === null));
  const mayLink = mayAct && isOpenForWork(aBreak) && aBreak.actions.includes("LINK");
  return (
    <div className="tb-detail">
      <Card title={<span className="tb-id">{nameOf(aBreak) ?? fields("unnamed")}</span>} actions={<BreakStateBadge state={aBreak.state} />}>
        <BreakFacts aBreak={aBreak} />
        {aBreak.originalDay !== null && <Notice tone="info">{t("ofClosedDay")}</Notice>}
        {mayAct && <ActionBar aBreak={aBreak} isBusy={isBusy} hasKeys={hasKeys} onAsk={(asking) => onAsk(asking)} />}
        {error}
      </Card>
      {waiting.map((resolution) => (
        <WaitingCard
          key={resolution.id}
          resolution={resolution}
          onAsk={mayDecide ? (deciding: Deciding) => onAsk(deciding, { resolution }) : undefined}
        />
      ))}
      {explanation}
      {mayLink && <Suggestions aBreak={aBreak} onLink={(suggestion) => onAsk("LINK", { suggestion })} />}
      <BreakHistory resolutions={aBreak.resolutions} onReverse={mayAct ? (resolution) => onAsk("REVERSE", { resolution }) : undefined} />
    </div>
  );
}
