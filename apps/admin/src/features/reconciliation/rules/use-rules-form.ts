import { laidOver, type RuleChange, type RuleSet } from "@tillbook/domain/account-rules";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFaultText } from "../../../components/failure-text.ts";
import { failureOf } from "../../../lib/failure.ts";
import { type Draft, draftOf, fieldsOf, type Patch, readDraft } from "./draft.ts";
import { fieldAt, judged } from "./judged.ts";
import { ROW_FIELDS, type RowList, type Shape } from "./rule-fields.ts";

/** The rules of one set while somebody changes them. `faults` are sentences by path of the field. */
export type RulesForm = {
  readonly set: RuleSet;
  readonly fields: ReadonlyMap<string, Shape>;
  readonly words: object;
  readonly currencies: readonly string[];
  readonly draft: Draft;
  readonly inForce: Draft;
  readonly patch: Patch;
  readonly changed: ReadonlySet<string>;
  readonly changes: readonly RuleChange[];
  readonly faults: Readonly<Record<string, string>>;
  readonly type: (path: string, text: string) => void;
  readonly fill: (list: RowList, rows: Draft["rows"][RowList]) => void;
  readonly reset: () => void;
  /** Whether it can be sent; from now on it also says what was left empty. */
  readonly check: () => boolean;
};

type Asked = { set: RuleSet; words: object; currencies: readonly string[]; patch: Patch };

/** @param refusal what the server said of this draft, if it did; its faults land at their fields until they are changed */
export function useRulesForm({ set, words, currencies, patch }: Asked, refusal: { error: unknown; of: string }): RulesForm {
  const t = useTranslations("rules.faults");
  const faultText = useFaultText();
  const [isChecked, setIsChecked] = useState(false);
  const fields = fieldsOf(set, currencies);
  const inForce = draftOf(fields, words);
  const [draft, setDraft] = useState(() => draftOf(fields, laidOver(words, patch)));
  const reading = readDraft(fields, draft, words);
  const judgement = judged(set, words, reading.patch);
  const isReadable = Object.keys(reading.faults).length === 0;
  const sentence = (path: string, fault = "not_accepted", params?: Readonly<Record<string, string>>): string => {
    const part = path.split(".").at(-1);
    if (fault === "not_accepted" && (part === "validUntil" || part === "maxFee" || part === "weekend")) return t(part);
    return faultText(`rules.${path}`, fault, params);
  };
  const at = (path: string): string => fieldAt(path, (each) => fields.has(each));
  const ofServer = refusal.of === JSON.stringify(reading.patch) ? failureOf(refusal.error).fields : [];
  const faults = {
    ...Object.fromEntries(
      ofServer.flatMap(({ field, fault, params }) =>
        field.startsWith("rules.") ? [[at(field.slice("rules.".length)), sentence(field.slice("rules.".length), fault, params)]] : [],
      ),
    ),
    ...(isReadable ? Object.fromEntries(judgement.refused.map((path) => [at(path), sentence(path)])) : {}),
    ...Object.fromEntries(
      Object.entries(reading.faults).flatMap(([path, fault]) =>
        fault === "required" && !isChecked ? [] : [[path, t(fault, rangeOf(path))]],
      ),
    ),
  };
  function rangeOf(path: string): { least: number; most: number } {
    const [list, , name] = path.split(".");
    const shapes = new Map<string, Shape>(list === "fees" || list === "expectedFees" ? Object.entries(ROW_FIELDS[list]) : []);
    const [least = 0, most = 0] = (fields.get(path) ?? shapes.get(name ?? ""))?.range ?? [];
    return { least, most };
  }
  return {
    set,
    fields,
    words,
    currencies,
    draft,
    inForce,
    patch: reading.patch,
    changed: reading.changed,
    changes: judgement.changes,
    faults,
    type: (path, text) => setDraft((before) => ({ ...before, texts: { ...before.texts, [path]: text } })),
    fill: (list, rows) => setDraft((before) => ({ ...before, rows: { ...before.rows, [list]: rows } })),
    reset: () => {
      setDraft(inForce);
      setIsChecked(false);
    },
    check: () => {
      setIsChecked(true);
      return isReadable && judgement.refused.length === 0;
    },
  };
}
