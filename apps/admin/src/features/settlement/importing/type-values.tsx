import type { InspectedTableView } from "@tillbook/api/views";
import { LINE_TYPES } from "@tillbook/domain/settlement";
import { useTranslations } from "use-intl";
import { SelectField } from "../../../components/field.tsx";
import { type Draft, valuesIn } from "./draft.ts";

const UNSAID = "";

/** What each value of the type column means. Rows of any other value are named and hold the file back. */
export function TypeValues({ table, draft, onChange }: { table: InspectedTableView; draft: Draft; onChange: (draft: Draft) => void }) {
  const t = useTranslations("importing");
  const types = useTranslations("reconcile.fields.lineTypes");
  const source = draft.sources.line_type;
  if (draft.content !== "LINES" || source?.from !== "column") return null;
  const values = valuesIn(table, source.column).filter((value) => !LINE_TYPES.some((type) => type === value));
  if (values.length === 0) return null;
  const set = (value: string, type: string) => {
    const { [value]: _before, ...others } = draft.types;
    onChange({ ...draft, types: type === UNSAID ? others : { ...others, [value]: type } });
  };
  return (
    <fieldset className="tb-mapping tb-mapping__group">
      <legend className="tb-field__label">{t("typesTitle", { column: source.column })}</legend>
      {values.map((value) => (
        <SelectField
          key={value}
          label={t("typeOf", { value })}
          value={draft.types[value] ?? UNSAID}
          onChange={(type) => set(value, type)}
          options={[{ value: UNSAID, label: t("unsaid") }, ...LINE_TYPES.map((type) => ({ value: type, label: types(type) }))]}
        />
      ))}
    </fieldset>
  );
}
