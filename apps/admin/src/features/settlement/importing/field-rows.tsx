import type { InspectedTableView } from "@tillbook/api/views";
import type { MappingField } from "@tillbook/domain/settlement";
import { useTranslations } from "use-intl";
import { SelectField, TextField } from "../../../components/field.tsx";
import type { Draft, Problem, Source } from "./draft.ts";

const NONE = "none";
const FIXED = "fixed";
const COLUMN = "column:";

type RowsProps = {
  fields: readonly MappingField[];
  table: InspectedTableView;
  draft: Draft;
  problems: readonly Problem[];
  onChange: (draft: Draft) => void;
};

/** For each field: the column it stands in, or one value for all rows, and what is done to its text first. */
export function FieldRows({ fields, table, draft, problems, onChange }: RowsProps) {
  const t = useTranslations("importing");
  const set = (field: MappingField, source: Source) => onChange({ ...draft, sources: { ...draft.sources, [field]: source } });
  return (
    <div className="tb-mapping">
      {fields.map((field) => {
        const source = draft.sources[field] ?? { from: "none" };
        const isMissing = problems.some((problem) => problem.field === field);
        return (
          <div key={field} className="tb-mapping__row">
            <SelectField
              label={t(`fields.${field}`)}
              value={source.from === "column" ? `${COLUMN}${source.column}` : source.from}
              onChange={(value) => set(field, sourceOf(value, source))}
              options={[
                { value: NONE, label: t("noColumn") },
                ...columnsOf(table).map((column) => ({ value: `${COLUMN}${column}`, label: column })),
                { value: FIXED, label: t("oneValue") },
              ]}
              fault={isMissing ? t("needed") : undefined}
            />
            {source.from === "fixed" && (
              <TextField
                label={t("valueFor", { field: t(`fields.${field}`) })}
                value={source.value}
                onChange={(value) => set(field, { from: "fixed", value })}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}

function sourceOf(value: string, before: Source): Source {
  if (value.startsWith(COLUMN)) return { from: "column", column: value.slice(COLUMN.length) };
  return value === FIXED ? { from: "fixed", value: before.from === "fixed" ? before.value : "" } : { from: "none" };
}

function columnsOf({ header }: InspectedTableView): string[] {
  return [...new Set(header.filter((column) => column !== ""))];
}
