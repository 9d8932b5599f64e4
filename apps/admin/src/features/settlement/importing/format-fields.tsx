import { NEGATIVE_STYLES } from "@tillbook/domain/settlement";
import { useTranslations } from "use-intl";
import { SelectField, TextField } from "../../../components/field.tsx";
import type { Draft } from "./draft.ts";

const DATE_FORMATS = [
  "YYYY-MM-DD",
  "YYYY/MM/DD",
  "YYYYMMDD",
  "DD/MM/YYYY",
  "MM/DD/YYYY",
  "DD-MM-YYYY",
  "DD.MM.YYYY",
  "D/M/YYYY",
  "M/D/YYYY",
] as const;
const TIME_FORMATS = ["HH:mm:ss", "HH:mm", "h:mm A", "h:mm:ss A", "HHmmss"] as const;
const THOUSANDS = [",", ".", " ", "'", ""] as const;
const AUTO = "auto";

/** How the file as a whole writes dates, amounts and signs. Days and months are never guessed. */
export function FormatFields({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const t = useTranslations("importing.formats");
  return (
    <div className="tb-mapping">
      <SelectField
        label={t("date")}
        note={t("dateNote")}
        value={draft.dateFormat ?? AUTO}
        onChange={(format) => onChange({ ...draft, dateFormat: format === AUTO ? null : format })}
        options={[
          { value: AUTO, label: t("fromFile") },
          ...[...new Set([...(draft.dateFormat === null ? [] : [draft.dateFormat]), ...DATE_FORMATS])].map(itself),
        ]}
      />
      <SelectField
        label={t("time")}
        value={draft.timeFormat}
        onChange={(timeFormat) => onChange({ ...draft, timeFormat })}
        options={TIME_FORMATS.map(itself)}
      />
      <SelectField
        label={t("decimal")}
        value={draft.decimal}
        onChange={(decimal) => onChange({ ...draft, decimal, thousands: draft.thousands === decimal ? "" : draft.thousands })}
        options={([".", ","] as const).map((mark) => ({ value: mark, label: t(`marks.${mark === "." ? "point" : "comma"}`) }))}
      />
      <SelectField
        label={t("thousands")}
        value={draft.thousands}
        onChange={(thousands) => onChange({ ...draft, thousands })}
        options={THOUSANDS.filter((mark) => mark !== draft.decimal).map((mark) => ({ value: mark, label: t(`marks.${MARKS[mark]}`) }))}
      />
      <SelectField
        label={t("negative")}
        value={draft.negative}
        onChange={(negative) => onChange({ ...draft, negative })}
        options={NEGATIVE_STYLES.map((style) => ({ value: style, label: t(`negatives.${style}`) }))}
      />
      <SelectField
        label={t("unit")}
        value={draft.amountUnit}
        onChange={(amountUnit) => onChange({ ...draft, amountUnit })}
        options={(["MAJOR", "MINOR"] as const).map((unit) => ({ value: unit, label: t(`units.${unit}`) }))}
      />
      {draft.content === "LINES" && (
        <>
          <SelectField
            label={t("fee")}
            value={draft.feeSign}
            onChange={(feeSign) => onChange({ ...draft, feeSign })}
            options={(["COST_POSITIVE", "COST_NEGATIVE"] as const).map((sign) => ({ value: sign, label: t(`fees.${sign}`) }))}
          />
          <SelectField
            label={t("gross")}
            value={draft.grossSign}
            onChange={(grossSign) => onChange({ ...draft, grossSign })}
            options={(["AS_PRINTED", "BY_TYPE"] as const).map((sign) => ({ value: sign, label: t(`grosses.${sign}`) }))}
          />
        </>
      )}
      <TextField label={t("footer")} note={t("footerNote")} value={draft.footer} onChange={(footer) => onChange({ ...draft, footer })} />
    </div>
  );
}

const MARKS = { ",": "comma", ".": "point", " ": "space", "'": "quote", "": "none" } as const;

function itself<T extends string>(format: T): { value: T; label: string } {
  return { value: format, label: format };
}
