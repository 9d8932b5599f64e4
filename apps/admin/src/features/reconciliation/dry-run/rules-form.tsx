import type { RulesInForceView } from "@tillbook/api/reconciliation/lens";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import { SelectField, TextField } from "../../../components/field.tsx";
import { Card } from "../../../components/page.tsx";
import { RULE_FIELDS, type RuleField } from "../../../lib/search-params.ts";
import { changesIn, inForceText, isReadable, type RuleChanges } from "./rule-changes.ts";

const ROUNDINGS = ["HALF_UP", "HALF_EVEN", "DOWN"] as const;
const REFUND_FEES = ["CUMULATIVE", "PER_LINE", "NONE"] as const;
const HALF_HOURS = Array.from(
  { length: 48 },
  (_, step) => `${String(Math.floor(step / 2)).padStart(2, "0")}:${step % 2 === 0 ? "00" : "30"}:00`,
);

type FormProps = {
  rules: RulesInForceView;
  changes: RuleChanges;
  faults: Readonly<Record<string, string>>;
  isBusy: boolean;
  onTry: (changes: RuleChanges) => void;
};

/** The rules that decide a day, as they are in force; what is changed here is tried, never kept. */
export function RulesForm({ rules, changes, faults, isBusy, onTry }: FormProps) {
  const t = useTranslations("dryRun");
  const id = useId();
  const inForce = inForceText(rules);
  const [filled, setFilled] = useState({ ...inForce, ...changes });
  const fill = (field: RuleField) => (text: string) => setFilled((before) => ({ ...before, [field]: text }));
  const wanted = changesIn(filled, inForce);
  const noteOf = (field: RuleField, shown = inForce[field]) =>
    wanted[field] === undefined ? undefined : t("inForce", { value: shown === "" ? t("nothing") : shown });
  const faultOf = (field: RuleField, setting: string) => {
    const typed = wanted[field];
    return typed !== undefined && !isReadable(field, typed) ? t(field === "rate" ? "notARate" : "notANumber") : faults[setting];
  };
  const canTry =
    Object.entries(wanted).length > 0 && RULE_FIELDS.every((field) => wanted[field] === undefined || isReadable(field, wanted[field]));
  const number = (field: "feeLine" | "feeCap" | "fx" | "window" | "lag" | "grace", setting: string) => (
    <TextField
      label={t(`fields.${field}`)}
      value={filled[field]}
      onChange={fill(field)}
      inputMode="decimal"
      note={noteOf(field)}
      fault={faultOf(field, setting)}
    />
  );
  return (
    <Card title={t("rules")} note={rules.ownContracts > 0 ? t("ownContracts", { count: rules.ownContracts }) : undefined}>
      <form
        id={id}
        className="tb-rules"
        onSubmit={(event) => {
          event.preventDefault();
          if (canTry) onTry(wanted);
        }}
      >
        <SelectField
          label={t("fields.cutoff")}
          value={filled.cutoff}
          onChange={fill("cutoff")}
          options={[...new Set([...HALF_HOURS, inForce.cutoff, filled.cutoff])]
            .toSorted()
            .map((value) => ({ value, label: value.slice(0, 5) }))}
          note={noteOf("cutoff", inForce.cutoff.slice(0, 5))}
        />
        {number("window", "rules.tolerance.cutoffWindowMinutes")}
        <TextField
          label={t("fields.rate")}
          value={filled.rate}
          onChange={fill("rate")}
          inputMode="decimal"
          note={noteOf("rate") ?? (rules.fee === null ? t("noContract") : undefined)}
          fault={faultOf("rate", "rules.fee.rate")}
        />
        <SelectField
          label={t("fields.rounding")}
          value={filled.rounding}
          onChange={fill("rounding")}
          options={ROUNDINGS.map((value) => ({ value, label: t(`roundings.${value}`) }))}
          note={noteOf("rounding", t(`roundings.${rules.fee?.rounding ?? "HALF_UP"}`))}
        />
        <SelectField
          label={t("fields.refundFee")}
          value={filled.refundFee}
          onChange={fill("refundFee")}
          options={REFUND_FEES.map((value) => ({ value, label: t(`refundFees.${value}`) }))}
          note={noteOf("refundFee", t(`refundFees.${rules.fee?.refundFee ?? "CUMULATIVE"}`))}
        />
        {number("feeLine", "rules.tolerance.feeLineMinor")}
        {number("feeCap", "rules.tolerance.feeFileCapMinor")}
        {number("fx", "rules.tolerance.fxMinor")}
        {number("lag", "rules.settleLagBusinessDays")}
        {number("grace", "rules.graceBusinessDays")}
      </form>
      <div className="tb-rules__actions">
        <Button type="submit" form={id} look="primary" size="small" isBusy={isBusy} isDisabled={!canTry}>
          {t("try")}
        </Button>
        <Button
          size="small"
          isDisabled={Object.keys(wanted).length === 0}
          onPress={() => {
            setFilled(inForce);
            onTry({});
          }}
        >
          {t("reset")}
        </Button>
      </div>
    </Card>
  );
}
