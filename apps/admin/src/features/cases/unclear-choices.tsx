import type { CaseDetail } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { useFailureText } from "../../components/failure-text.ts";
import { Notice } from "../../components/notice.tsx";
import { Decision } from "./decision.tsx";
import { useCaseDeeds } from "./use-case-deeds.ts";

/** The plan of enquiries ended without an answer: ask once more, or declare it unpaid. */
export function UnclearChoices({ aCase }: { aCase: CaseDetail }) {
  const t = useTranslations("cases");
  const failureText = useFailureText();
  const { askAgain } = useCaseDeeds();
  return (
    <>
      <div className="tb-buttons">
        {aCase.can.askAgain && (
          <Button look="primary" isBusy={askAgain.isPending} onPress={() => askAgain.mutate({ caseId: aCase.id })}>
            {t("askAgain")}
          </Button>
        )}
        {aCase.can.declareUnpaid && (
          <Decision
            aCase={aCase}
            resolution="declared_unpaid"
            word={t("declare")}
            question={t("declareQuestion")}
            text={t("declareText")}
            noteLabel={t("declareNote")}
          />
        )}
      </div>
      {askAgain.isSuccess && (
        <Notice tone="info" isNews>
          {t("asked")}
        </Notice>
      )}
      {askAgain.error && (
        <Notice tone="bad" isNews>
          {failureText(askAgain.error)}
        </Notice>
      )}
    </>
  );
}
