import { useTranslations } from "use-intl";
import { SelectField, TextField } from "../../components/field.tsx";
import type { Draft } from "./use-collect.ts";

const MINUTES = ["5", "15", "30", "60", "120"] as const;
const FIELDS = ["goodsName", "note", "expiresInMinutes"] as const;

type ExtrasProps = { draft: Draft; change: (part: Partial<Draft>) => void; faults: Readonly<Record<string, string>> };

/** What a hurried cashier leaves alone, folded away; it opens by itself when something in it is wrong. */
export function CollectExtras({ draft, change, faults }: ExtrasProps) {
  const t = useTranslations("collect");
  const isWrong = FIELDS.some((field) => faults[field] !== undefined);
  return (
    <details className="tb-more" open={isWrong || undefined}>
      <summary>{t("more")}</summary>
      <div className="tb-form">
        <TextField
          label={t("goodsName")}
          note={t("goodsNameNote")}
          value={draft.goodsName}
          onChange={(goodsName) => change({ goodsName })}
          fault={faults["goodsName"]}
        />
        <TextField label={t("note")} note={t("noteNote")} value={draft.note} onChange={(note) => change({ note })} fault={faults["note"]} />
        <SelectField
          label={t("expires")}
          value={draft.minutes}
          onChange={(minutes) => change({ minutes })}
          fault={faults["expiresInMinutes"]}
          options={MINUTES.map((each) => ({ value: each, label: t("minutes", { count: Number(each) }) }))}
        />
      </div>
    </details>
  );
}
