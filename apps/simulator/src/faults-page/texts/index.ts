import type { Language } from "../../page/index.ts";
import type { RuleName } from "../rule-fields.ts";
import { en, enRules, type FaultTexts } from "./en.ts";
import { zhHans, zhHansRules } from "./zh-hans.ts";
import { zhHant, zhHantRules } from "./zh-hant.ts";

const catalogues = { en, "zh-Hant": zhHant, "zh-Hans": zhHans } satisfies Record<Language, FaultTexts>;
const rules = { en: enRules, "zh-Hant": zhHantRules, "zh-Hans": zhHansRules } satisfies Record<
  Language,
  Readonly<Record<RuleName, string>>
>;

/** Says one sentence of the page's catalogue, with its marks filled in. */
export type Say = (name: keyof FaultTexts, values?: Readonly<Record<string, string | number>>) => string;

export function sayIn(language: Language): Say {
  return (name, values = {}) => catalogues[language][name].replace(/\{(\w+)\}/g, (mark, key: string) => String(values[key] ?? mark));
}

/** What a rule is called. */
export function ruleLabel(name: RuleName, language: Language): string {
  return rules[language][name];
}
