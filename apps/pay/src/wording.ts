import { createTranslator } from "use-intl/core";
import type { Lang } from "./language.ts";
import en from "./messages/en.json" with { type: "json" };
import zhHans from "./messages/zh-Hans.json" with { type: "json" };
import zhHant from "./messages/zh-Hant.json" with { type: "json" };

const CATALOGUES: Record<Lang, typeof en> = { en, "zh-Hant": zhHant, "zh-Hans": zhHans };

const TRANSLATORS = { en: translator("en"), "zh-Hant": translator("zh-Hant"), "zh-Hans": translator("zh-Hans") };

/** Says a message of the catalogue; throws on one that is missing or lacks a value, which is our mistake. */
export type Wording = ReturnType<typeof translator>;

/** The page's words in one language. */
export function wordingFor(lang: Lang): Wording {
  return TRANSLATORS[lang];
}

function translator(lang: Lang) {
  return createTranslator({ locale: lang, messages: CATALOGUES[lang], timeZone: "Asia/Hong_Kong", onError: refuse });
}

function refuse(fault: Error): never {
  throw fault;
}
