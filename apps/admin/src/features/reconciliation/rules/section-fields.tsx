import { useTranslations } from "use-intl";
import { SelectField } from "../../../components/field.tsx";
import { RuleRows } from "./row-list.tsx";
import { LEDGER_PARTS, limitPath, type Section } from "./rule-fields.ts";
import { RuleFieldsGrid } from "./rule-fields-grid.tsx";
import { RuleSection } from "./rule-section.tsx";
import type { RulesForm } from "./use-rules-form.ts";

/** The fields of one part of the rules. */
export function SectionFields({ form, section, isFirst }: { form: RulesForm; section: Section; isFirst: boolean }) {
  const grid = <RuleFieldsGrid form={form} paths={section.paths} />;
  const own = { form, section, isFirst };
  switch (section.name) {
    case "fees":
      return (
        <RuleSection {...own} parts={["fee", "fees"]}>
          <HasContract form={form} />
          {form.draft.texts.fee === "yes" && grid}
          <RuleRows form={form} list="fees" />
        </RuleSection>
      );
    case "expected":
      return (
        <RuleSection {...own} parts={["expectedFees", ...section.paths]}>
          {grid}
          <RuleRows form={form} list="expectedFees" />
        </RuleSection>
      );
    case "ledger":
      return (
        <RuleSection {...own} parts={["ledgerAccounts"]}>
          <LedgerFields form={form} />
        </RuleSection>
      );
    case "approval":
      return (
        <RuleSection {...own} parts={["approvalAbove"]}>
          <Limits form={form} />
        </RuleSection>
      );
    case "days":
    case "tolerances":
    case "payouts":
    case "people":
    case "tries":
      return (
        <RuleSection {...own} parts={section.paths}>
          {grid}
        </RuleSection>
      );
  }
}

function HasContract({ form }: { form: RulesForm }) {
  const t = useTranslations("rules");
  const said = form.changed.has("fee") ? { note: t("inForce", { value: t(form.inForce.texts.fee === "yes" ? "yes" : "no") }) } : {};
  return (
    <div className={form.changed.has("fee") ? "tb-rules tb-rule tb-rule_changed" : "tb-rules tb-rule"}>
      <SelectField
        label={t("hasFee")}
        value={form.draft.texts.fee ?? "no"}
        onChange={(text) => form.type("fee", text)}
        options={[
          { value: "yes", label: t("yes") },
          { value: "no", label: t("noFee") },
        ]}
        fault={form.faults.fee}
        {...said}
      />
    </div>
  );
}

function LedgerFields({ form }: { form: RulesForm }) {
  const t = useTranslations("rules");
  const ledger = useTranslations("ledgerAccounts");
  return (
    <>
      <p className="tb-note">{t("ledgerNote")}</p>
      <div className="tb-rule-pairs">
        {LEDGER_PARTS.map(({ name, code, label }) => (
          <fieldset key={name} className="tb-rule-pair">
            <legend>{ledger(name)}</legend>
            <RuleFieldsGrid form={form} paths={[code, label]} labels={{ [code]: t("ledgerCode"), [label]: t("ledgerName") }} />
          </fieldset>
        ))}
      </div>
    </>
  );
}

function Limits({ form }: { form: RulesForm }) {
  const t = useTranslations("rules");
  const labels = Object.fromEntries(form.currencies.map((currency) => [limitPath(currency), t("limitOf", { currency })]));
  return (
    <>
      <p className="tb-note">{t("limitNote")}</p>
      <RuleFieldsGrid form={form} paths={form.currencies.map(limitPath)} labels={labels} />
    </>
  );
}
