import { CELL_TRANSFORMS, type MappingField } from "@tillbook/domain/settlement";
import { useTranslations } from "use-intl";
import { SelectField } from "../../../components/field.tsx";
import type { Draft } from "./draft.ts";

const NONE = "none";

/** What is done to the text of a column before it is read, for each field that has one. */
export function TransformFields({
  fields,
  draft,
  onChange,
}: {
  fields: readonly MappingField[];
  draft: Draft;
  onChange: (draft: Draft) => void;
}) {
  const mapped = fields.filter((field) => draft.sources[field]?.from === "column");
  return (
    <div className="tb-mapping">
      {mapped.map((field) => (
        <TransformField key={field} field={field} draft={draft} onChange={onChange} />
      ))}
    </div>
  );
}

function TransformField({ field, draft, onChange }: { field: MappingField; draft: Draft; onChange: (draft: Draft) => void }) {
  const t = useTranslations("importing");
  const { [field]: transform, ...others } = draft.transforms;
  return (
    <SelectField
      label={t("transformFor", { field: t(`fields.${field}`) })}
      value={transform ?? NONE}
      onChange={(value) => {
        const next = CELL_TRANSFORMS.find((each) => each === value);
        onChange({ ...draft, transforms: next === undefined ? others : { ...others, [field]: next } });
      }}
      options={[
        { value: NONE, label: t("asPrinted") },
        ...CELL_TRANSFORMS.map((each) => ({ value: each, label: t(`transforms.${each}`) })),
      ]}
    />
  );
}
