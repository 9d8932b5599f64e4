import { ChevronDown } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { StateBadge } from "../../../components/state-badge.tsx";
import { valueAt } from "./draft.ts";
import type { Section } from "./rule-fields.ts";
import { useRuleWords } from "./use-rule-words.ts";
import type { RulesForm } from "./use-rules-form.ts";

type SectionProps = { form: RulesForm; section: Section; isFirst: boolean; parts: readonly string[]; children: ReactNode };

/** A part of the rules that folds to one line of what is in force. It is open where something is changed or wrong. */
export function RuleSection({ form, section, isFirst, parts, children }: SectionProps) {
  const t = useTranslations("rules");
  const { settingOf, valueOf } = useRuleWords();
  const isOf = (path: string): boolean => parts.some((part) => path === part || path.startsWith(`${part}.`));
  const changed = [...form.changed].filter(isOf).length;
  const [isOpen, setIsOpen] = useState(isFirst || changed > 0);
  const isWrong = Object.keys(form.faults).some(isOf);
  const shown = section.shown.map((setting) => {
    const words = valueOf(setting, valueAt(form.words, setting));
    const text = typeof words === "string" ? words : words.length > 3 ? String(words.length) : words.join(", ");
    const said = text || t("none");
    return section.shown.length === 1 ? said : t("named", { name: settingOf(setting), value: said });
  });
  return (
    <details className="tb-card tb-rule-section" open={isOpen || isWrong} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <h2 className="tb-card__title">{t(`sections.${section.name}`)}</h2>
        {changed > 0 && (
          <StateBadge tone="info" shape="half">
            {t("changed", { count: changed })}
          </StateBadge>
        )}
        <span className="tb-note tb-rule-section__shown">{shown.join(" · ")}</span>
        <ChevronDown className="tb-rule-section__mark" size={20} aria-hidden="true" />
      </summary>
      {children}
    </details>
  );
}
