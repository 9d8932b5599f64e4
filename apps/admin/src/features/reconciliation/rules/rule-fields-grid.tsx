import { useTranslations } from "use-intl";
import { valueAt } from "./draft.ts";
import { RuleInput } from "./rule-input.tsx";
import { useRuleWords } from "./use-rule-words.ts";
import type { RulesForm } from "./use-rules-form.ts";

/** Rules side by side. A changed one is marked and says what is in force. `labels`: for rules that are called by what they are about. */
export function RuleFieldsGrid({
  form,
  paths,
  labels = {},
}: {
  form: RulesForm;
  paths: readonly string[];
  labels?: Readonly<Record<string, string>>;
}) {
  const { settingOf } = useRuleWords();
  return (
    <div className="tb-rules">
      {paths.map((path) => (
        <OneRule key={path} form={form} path={path} label={labels[path] ?? settingOf(path)} />
      ))}
    </div>
  );
}

function OneRule({ form, path, label }: { form: RulesForm; path: string; label: string }) {
  const t = useTranslations("rules");
  const { valueOf } = useRuleWords();
  const shape = form.fields.get(path);
  if (!shape) return null;
  const isChanged = form.changed.has(path);
  const words = valueOf(path, valueAt(form.words, path));
  const inForce = typeof words === "string" ? words : words.join(", ") || t("none");
  return (
    <div className={isChanged ? "tb-rule tb-rule_changed" : "tb-rule"}>
      <RuleInput
        shape={shape}
        label={label}
        text={form.draft.texts[path] ?? ""}
        onChange={(text) => form.type(path, text)}
        inForce={isChanged ? inForce : undefined}
        fault={form.faults[path]}
        currencies={form.currencies}
      />
    </div>
  );
}
