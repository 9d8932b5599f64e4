import { useMessages, useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { valueAt } from "./draft.ts";
import { NEW_ROWS, ROW_FIELDS, type RowList } from "./rule-fields.ts";
import { RuleInput } from "./rule-input.tsx";
import { useRuleWords } from "./use-rule-words.ts";
import type { RulesForm } from "./use-rules-form.ts";

type Row = Readonly<Record<string, string>>;

/** A rule that is a list of several things each: rows that are added, taken away and, where the first that fits holds, put in order. */
export function RuleRows({ form, list }: { form: RulesForm; list: RowList }) {
  const t = useTranslations("rules");
  const { settingOf, valueOf } = useRuleWords();
  const rows = form.draft.rows[list];
  const words = valueOf(list, valueAt(form.words, list));
  const inForce = typeof words === "string" ? words : words.join("; ") || t("none");
  const put = (at: number, ...instead: Row[]) => form.fill(list, rows.toSpliced(at, 1, ...instead));
  const move = (at: number, by: number) => {
    const row = rows[at];
    if (row) form.fill(list, rows.toSpliced(at, 1).toSpliced(at + by, 0, row));
  };
  return (
    <fieldset className={form.changed.has(list) ? "tb-rule-rows tb-rule_changed" : "tb-rule-rows"}>
      <legend className="tb-rule-rows__title">{settingOf(list)}</legend>
      <p className="tb-note">{t(`rows.${list}.note`)}</p>
      {form.changed.has(list) && <p className="tb-note">{t("inForce", { value: inForce })}</p>}
      {rows.map((row, at) => (
        <fieldset key={keyOf(at)} className="tb-rule-row">
          <legend>{t(`rows.${list}.one`, { number: at + 1 })}</legend>
          <RowFields {...{ form, list, row, at }} onChange={(next) => put(at, next)} />
          <div className="tb-links">
            {list === "fees" && rows.length > 1 && (
              <>
                <Button size="small" isDisabled={at === 0} onPress={() => move(at, -1)}>
                  {t("up")}
                </Button>
                <Button size="small" isDisabled={at === rows.length - 1} onPress={() => move(at, 1)}>
                  {t("down")}
                </Button>
              </>
            )}
            <Button size="small" onPress={() => put(at)}>
              {t("remove")}
            </Button>
          </div>
        </fieldset>
      ))}
      <div className="tb-links">
        <Button size="small" onPress={() => form.fill(list, [...rows, NEW_ROWS[list]])}>
          {t(`rows.${list}.add`)}
        </Button>
      </div>
    </fieldset>
  );
}

type FieldsProps = { form: RulesForm; list: RowList; row: Row; at: number; onChange: (row: Row) => void };

function RowFields({ form, list, row, at, onChange }: FieldsProps) {
  const labels: Readonly<Record<string, string>> = useRowLabels();
  return (
    <div className="tb-rules">
      {Object.entries(ROW_FIELDS[list]).map(([name, shape]) => (
        <RuleInput
          key={name}
          shape={shape}
          label={labels[name] ?? name}
          text={row[name] ?? ""}
          onChange={(text) => onChange({ ...row, [name]: text })}
          fault={form.faults[`${list}.${at}.${name}`]}
          currencies={form.currencies}
        />
      ))}
    </div>
  );
}

/** Rows have no name but their place. */
function keyOf(at: number): string {
  return String(at);
}

function useRowLabels() {
  const { rules } = useMessages();
  return { ...rules.settings.fee, ...rules.rowFields };
}
