import { ArrowRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { mergedChanges } from "./merged-changes.ts";
import { type RuleWords, useRuleWords } from "./use-rule-words.ts";
import type { ShownChange } from "./views.ts";

/** What becomes of which rule, a line each: before and after, or what a list gains and loses. */
export function RuleChangesList({ changes }: { changes: readonly ShownChange[] }) {
  const { settingOf, valueOf } = useRuleWords();
  return (
    <ul className="tb-rule-changes">
      {mergedChanges(changes).map(({ setting, before, after }) => (
        <li key={setting}>
          <span className="tb-rule-changes__word">{settingOf(setting)}</span>
          <Change before={valueOf(setting, before)} after={valueOf(setting, after)} />
        </li>
      ))}
    </ul>
  );
}

function Change({ before, after }: { before: RuleWords; after: RuleWords }) {
  const t = useTranslations("rules");
  if (typeof before === "string" || typeof after === "string")
    return (
      <span className="tb-rule-changes__step">
        <del>{asText(before)}</del> <ArrowRight size={14} aria-label={t("becomes")} /> <ins>{asText(after)}</ins>
      </span>
    );
  const [gone, come] = [before.filter((line) => !after.includes(line)), after.filter((line) => !before.includes(line))];
  return (
    <ul className="tb-rule-changes__lines">
      {gone.map((line) => (
        <li key={`- ${line}`}>
          <span aria-label={t("removed")}>−</span> <del>{line}</del>
        </li>
      ))}
      {come.map((line) => (
        <li key={`+ ${line}`}>
          <span aria-label={t("added")}>+</span> <ins>{line}</ins>
        </li>
      ))}
      {gone.length === 0 && come.length === 0 && <li>{t("reordered", { order: after.join("; ") })}</li>}
    </ul>
  );
}

function asText(words: RuleWords): string {
  return typeof words === "string" ? words : words.join("; ");
}
