import { useQuery } from "@tanstack/react-query";
import type { CaseDetail } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { trpc } from "../../lib/trpc.ts";
import { MoneyChoices } from "./money-choices.tsx";
import { NoticeChoices } from "./notice-choices.tsx";
import { UnclearChoices } from "./unclear-choices.tsx";

/** What the reader may do about a case; whoever may only read is told who decides. */
export function CaseChoices({ aCase }: { aCase: CaseDetail }) {
  const t = useTranslations("cases");
  if (aCase.closedAt !== null) return null;
  const { accept, refund, askAgain, dismiss } = aCase.can;
  return (
    <>
      <ChoicesOfKind aCase={aCase} />
      {!accept && !askAgain && !dismiss && <p className="tb-note">{t(refund ? "refundOnly" : "readOnly")}</p>}
    </>
  );
}

function ChoicesOfKind({ aCase }: { aCase: CaseDetail }) {
  switch (aCase.kind) {
    case "paid_late":
    case "twin":
      return <MoneyChoices aCase={aCase} />;
    case "unclear":
      return <UnclearChoices aCase={aCase} />;
    case "quarantined":
      return <NoticeChoices aCase={aCase} />;
  }
}

/** The choices of a case that is shown with its order; they stand as soon as they are known. */
export function ChoicesOf({ caseId }: { caseId: string }) {
  const aCase = useQuery(trpc.cases.byId.queryOptions({ caseId }));
  return aCase.data === undefined ? null : <CaseChoices aCase={aCase.data} />;
}
