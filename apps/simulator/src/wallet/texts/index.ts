import type { Language } from "../../page/index.ts";
import { en, type Texts } from "./en.ts";
import { zhHans } from "./zh-hans.ts";
import { zhHant } from "./zh-hant.ts";

const catalogues = { en, "zh-Hant": zhHant, "zh-Hans": zhHans } satisfies Record<Language, Texts>;

/** Says one sentence of the catalogue, with its marks filled in. */
export type Say = (name: keyof Texts, values?: Readonly<Record<string, string>>) => string;

export function sayIn(language: Language): Say {
  return (name, values = {}) => catalogues[language][name].replace(/\{(\w+)\}/g, (mark, key: string) => values[key] ?? mark);
}
