import type { CaseDetail } from "@tillbook/api/views";
import { useTranslations } from "use-intl";

/** What happened, in one or two sentences. */
export function CaseStory({ aCase }: { aCase: CaseDetail }) {
  const t = useTranslations("cases.story");
  return <p>{aCase.kind === "paid_late" ? t(`paid_late.${aCase.payment?.late ?? "unknown"}`) : t(aCase.kind)}</p>;
}
