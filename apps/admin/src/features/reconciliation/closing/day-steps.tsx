import type { DayStateView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { Notice } from "../../../components/notice.tsx";
import { PersonName } from "../../../components/person-name.tsx";
import { useOwnActor } from "../../../lib/people.ts";
import { AskStep } from "./ask-step.tsx";
import { type Closing, dayActs, type Step, takeBack } from "./use-closing.ts";

type StepsProps = { state: DayStateView; isReady: boolean; closing: Closing; onDone: (step: Step) => void };

/** The next step of a day: propose the close, decide somebody else's proposal, or open the day again. */
export function DaySteps({ state, isReady, closing, onDone }: StepsProps) {
  const t = useTranslations("closing");
  const { settleDay } = state;
  switch (state.state) {
    case "OPEN":
    case "REOPENED":
      if (!isReady) return <Notice tone="warn">{t("notReady")}</Notice>;
      return (
        <div className="tb-buttons">
          <AskStep
            word={t("propose")}
            title={t("proposeTitle")}
            label={t("noteLabel")}
            isNeeded={false}
            closing={closing}
            act={(note) => dayActs.propose(settleDay, note)}
            onDone={onDone}
          >
            <p>{t("proposeNote")}</p>
          </AskStep>
        </div>
      );
    case "IN_REVIEW":
      return <Review state={state} closing={closing} onDone={onDone} />;
    case "CLOSED":
      return <Reopening state={state} closing={closing} onDone={onDone} />;
  }
}

type PartProps = Omit<StepsProps, "isReady">;

/** A close that waits: nobody approves their own. */
function Review({ state, closing, onDone }: PartProps) {
  const t = useTranslations("closing");
  const own = useOwnActor();
  const { settleDay, review } = state;
  if (review === null) return null;
  if (review.maker === own) return <OwnProposal note={t("ownClose")} proposalId={review.proposalId} closing={closing} onDone={onDone} />;
  return (
    <>
      <Notice tone="info">
        {t("reviewOf")} <PersonName actor={review.maker} />
      </Notice>
      <div className="tb-buttons">
        <AskStep
          word={t("approve")}
          title={t("approveTitle")}
          label={t("noteLabel")}
          isNeeded={false}
          closing={closing}
          act={(note) => dayActs.approve(settleDay, review.maker, note)}
          onDone={onDone}
        >
          <p>{t("approveNote")}</p>
        </AskStep>
        <AskStep
          word={t("decline")}
          title={t("declineTitle")}
          label={t("reason")}
          look="default"
          closing={closing}
          act={(note) => dayActs.decline(settleDay, review.maker, note)}
          onDone={onDone}
        />
      </div>
    </>
  );
}

/** A closed day: opening it again takes a reason and a second person. */
function Reopening({ state, closing, onDone }: PartProps) {
  const t = useTranslations("closing");
  const own = useOwnActor();
  const { settleDay, reopening } = state;
  if (reopening === null)
    return (
      <div className="tb-buttons">
        <AskStep
          word={t("reopen")}
          title={t("reopenTitle")}
          label={t("reason")}
          look="default"
          closing={closing}
          act={(reason) => dayActs.proposeReopen(settleDay, reason)}
          onDone={onDone}
        >
          <p>{t("reopenNote")}</p>
        </AskStep>
      </div>
    );
  if (reopening.maker === own)
    return <OwnProposal note={t("ownReopen")} proposalId={reopening.proposalId} closing={closing} onDone={onDone} />;
  return (
    <>
      <Notice tone="info">
        {t("reopenAsked")} <PersonName actor={reopening.maker} />: {reopening.reason}
      </Notice>
      <div className="tb-buttons">
        <AskStep
          word={t("approveReopen")}
          title={t("reopenTitle")}
          label={t("noteLabel")}
          isNeeded={false}
          closing={closing}
          act={(note) => dayActs.approveReopen(reopening.proposalId, note)}
          onDone={onDone}
        />
        <AskStep
          word={t("decline")}
          title={t("declineTitle")}
          label={t("reason")}
          look="default"
          closing={closing}
          act={(note) => dayActs.declineReopen(reopening.proposalId, note)}
          onDone={onDone}
        />
      </div>
    </>
  );
}

type OwnProps = { note: string; proposalId: string; closing: Closing; onDone: (step: Step) => void };

/** What one proposed oneself: somebody else decides, and it can be taken back until then. */
export function OwnProposal({ note, proposalId, closing, onDone }: OwnProps) {
  const t = useTranslations("closing");
  return (
    <>
      <Notice tone="info">{note}</Notice>
      <div className="tb-buttons">
        <Button isBusy={closing.isPending} onPress={() => closing.mutate(takeBack(proposalId), { onSuccess: onDone })}>
          {t("takeBack")}
        </Button>
      </div>
    </>
  );
}
