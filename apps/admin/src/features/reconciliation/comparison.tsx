import type { ExplanationView } from "@tillbook/api/reconciliation";
import { Check, X } from "lucide-react";
import { useTranslations } from "use-intl";

/** Field by field: a tick where line and transaction agree, both values where they do not. */
export function Comparison({ explanation }: { explanation: ExplanationView }) {
  const t = useTranslations("reconcile");
  if (explanation.agreed.length + explanation.differed.length === 0) return null;
  return (
    <ul className="tb-compared" aria-label={t("compared")}>
      {explanation.agreed.map((key) => (
        <li key={key} className="tb-compared__agrees">
          <Check size={16} aria-hidden="true" />
          <span className="tb-hidden">{t("agrees")}</span>
          {t(`keys.${key}`)}
        </li>
      ))}
      {explanation.differed.map(({ key, line, ours }) => (
        <li key={key} className="tb-compared__differs">
          <X size={16} aria-hidden="true" />
          <span className="tb-hidden">{t("differs")}</span>
          <span>
            {t(`keys.${key}`)}: {t("lineAndOurs", { line: line === "" ? "–" : line, ours: ours === "" ? "–" : ours })}
          </span>
        </li>
      ))}
    </ul>
  );
}
