import { useMessages, useTranslations } from "use-intl";
import { CheckboxList } from "../../../components/checkbox-list.tsx";
import { SelectField, TextAreaField, TextField } from "../../../components/field.tsx";
import { CHOICES, type Shape, WEEKDAYS } from "./rule-fields.ts";
import { useRuleWords } from "./use-rule-words.ts";

const HALF_HOURS = Array.from(
  { length: 48 },
  (_, step) => `${String(Math.floor(step / 2)).padStart(2, "0")}:${step % 2 === 0 ? "00" : "30"}:00`,
);

type InputProps = {
  shape: Shape;
  label: string;
  text: string;
  onChange: (text: string) => void;
  /** What is in force, in words, where the text says something else. */
  inForce?: string | undefined;
  fault?: string | undefined;
  currencies: readonly string[];
};

/** One rule as a field of the form: what it is typed in follows from what it is. */
export function RuleInput({ shape, label, text, onChange, inForce, fault, currencies }: InputProps) {
  const t = useTranslations("rules");
  const { weekday } = useRuleWords();
  const said = [shape.hint && t(`hints.${shape.hint}`), inForce !== undefined && t("inForce", { value: inForce })]
    .filter(Boolean)
    .join(" ");
  const common = { label, fault, note: said === "" ? undefined : said };
  const choose = (options: readonly { value: string; label: string }[]) => (
    <SelectField {...common} value={text} onChange={onChange} options={options} />
  );
  switch (shape.kind) {
    case "cutoff":
      return choose([...new Set([...HALF_HOURS, text])].toSorted().map((value) => ({ value, label: value.replace(/:00$/, "") })));
    case "yesNo":
      return choose(["no", "yes"].map((value) => ({ value, label: t(value === "yes" ? "yes" : "no") })));
    case "choice":
      return <ChoiceInput {...{ shape, common, text, onChange }} />;
    case "currency":
      return choose([
        { value: "", label: t("all") },
        ...[...new Set([...currencies, ...(text ? [text] : [])])].map((value) => ({ value, label: value })),
      ]);
    case "weekdays":
      return (
        <CheckboxList
          {...common}
          chosen={WEEKDAYS.filter((day) => text.split(",").includes(day))}
          onChange={(days) => onChange(days.join(","))}
          options={WEEKDAYS.map((value) => ({ value, label: weekday(value) }))}
        />
      );
    case "lines":
      return <TextAreaField {...common} value={text} onChange={onChange} />;
    case "day":
      return <TextField {...common} type="date" value={text} onChange={onChange} />;
    case "whole":
    case "amount":
    case "rate":
      return <TextField {...common} value={text} onChange={onChange} inputMode="decimal" />;
    case "time":
    case "text":
      return <TextField {...common} value={text} onChange={onChange} />;
  }
}

type ChoiceProps = {
  shape: Shape;
  common: { label: string; note?: string | undefined; fault?: string | undefined };
  text: string;
  onChange: (text: string) => void;
};

function ChoiceInput({ shape: { of = "rounding" }, common, text, onChange }: ChoiceProps) {
  const words: Readonly<Record<string, string>> = useMessages().rules.choices[of];
  const options = CHOICES[of].map((value): { value: string; label: string } => ({ value, label: words[value] ?? value }));
  return <SelectField {...common} value={text} onChange={onChange} options={options} />;
}
