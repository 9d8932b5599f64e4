import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

export type Point = { code: string; isMet: boolean; word: string; todo: ReactNode };

/** What must be so before something is sealed: met points with a tick, the others with what to do about each. */
export function PointList({ points, label }: { points: readonly Point[]; label: string }) {
  const t = useTranslations("closing");
  return (
    <ol className="tb-checklist" aria-label={label}>
      {points.map(({ code, isMet, word, todo }) => (
        <li key={code} className={isMet ? "tb-checklist__met" : "tb-checklist__open"}>
          {isMet ? <Check size={20} aria-hidden="true" /> : <X size={20} aria-hidden="true" />}
          <div>
            <span className="tb-hidden">{isMet ? t("met") : t("notMet")}</span> {word}
            {!isMet && <div className="tb-checklist__todo">{todo}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
