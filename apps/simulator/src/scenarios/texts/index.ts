import type { Language } from "../../page/index.ts";
import type { ScenarioName } from "../table.ts";
import { en, type Lines } from "./en.ts";
import { zhHans } from "./zh-hans.ts";
import { zhHant } from "./zh-hant.ts";

const catalogues = { en, "zh-Hant": zhHant, "zh-Hans": zhHans } satisfies Record<Language, Lines>;

/** What goes wrong in a scenario, and what staff should see on their desk. */
export function lineOf(name: ScenarioName, language: Language): string {
  return catalogues[language][name];
}
