import type { MonthView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { Notice } from "../../../components/notice.tsx";
import { PersonName } from "../../../components/person-name.tsx";
import { useOwnActor } from "../../../lib/people.ts";
import { AskStep } from "./ask-step.tsx";
import { OwnProposal } from "./day-steps.tsx";
import type { Ledger } from "./ledger.ts";
import { type Closing, monthActs, type Step } from "./use-closing.ts";

type StepsProps = { view: MonthView; ledger: Ledger; closing: Closing; onDone: (step: Step) => void };

/** The next step of a month: propose, decide somebody else's proposal, or open it again. */
export function MonthSteps({ view, ledger, closing, onDone }: StepsProps) {
  const t = useTranslations("closing");
  const own = useOwnActor();
  const { month, state, review, reopening } = view;
  const rest = { closing, onDone };
  const asked = state === "IN_REVIEW" ? review : reopening;
  if (asked !== null && asked.maker === own)
    return <OwnProposal note={state === "IN_REVIEW" ? t("ownMonth") : t("ownReopen")} proposalId={asked.proposalId} {...rest} />;
  if (asked !== null)
    return (
      <>
        <Notice tone="info">
          {state === "IN_REVIEW" ? t("monthReviewOf") : t("reopenAsked")} <PersonName actor={asked.maker} />
        </Notice>
        <div className="tb-buttons">
          <AskStep
            word={state === "IN_REVIEW" ? t("approve") : t("approveReopen")}
            title={state === "IN_REVIEW" ? t("approveMonthTitle") : t("reopenMonthTitle")}
            label={t("noteLabel")}
            isNeeded={false}
            act={(note) =>
              state === "IN_REVIEW" ? monthActs.approve(asked.proposalId, note) : monthActs.approveReopen(asked.proposalId, note)
            }
            {...rest}
          />
          <AskStep
            word={t("decline")}
            title={t("declineTitle")}
            label={t("reason")}
            look="default"
            act={(note) => monthActs.decline(asked.proposalId, note)}
            {...rest}
          />
        </div>
      </>
    );
  if (state === "CLOSED")
    return (
      <div className="tb-buttons">
        <AskStep
          word={t("reopenMonth")}
          title={t("reopenMonthTitle")}
          label={t("reason")}
          look="default"
          act={(reason) => monthActs.proposeReopen(month, reason)}
          {...rest}
        />
      </div>
    );
  if (!view.checklist.every(({ isMet }) => isMet)) return <Notice tone="warn">{t("monthNotReady")}</Notice>;
  return (
    <div className="tb-buttons">
      <AskStep
        word={t("proposeMonth")}
        title={t("proposeMonthTitle")}
        label={t("reason")}
        act={(reason) => monthActs.propose(month, ledger, reason)}
        {...rest}
      />
    </div>
  );
}
