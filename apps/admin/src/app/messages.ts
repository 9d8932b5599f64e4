import { use } from "react";
import type { Language } from "../lib/language.ts";
import type en from "../messages/en.json";

export type Messages = typeof en;

declare module "use-intl" {
  interface AppConfig {
    Messages: Messages;
    Locale: Language;
  }
}

const load = {
  en: () => import("../messages/en.json"),
  "zh-Hant": () => import("../messages/zh-Hant.json"),
  "zh-Hans": () => import("../messages/zh-Hans.json"),
} satisfies Record<Language, () => Promise<{ default: Messages }>>;

const loaded = new Map<Language, Promise<Messages>>();

/** The catalogue of a language; only the one in use is downloaded. Suspends until it is here. */
export function useCatalogue(language: Language): Messages {
  return use(catalogue(language));
}

export function catalogue(language: Language): Promise<Messages> {
  const known = loaded.get(language);
  if (known) return known;
  const coming = load[language]().then((module) => module.default);
  loaded.set(language, coming);
  return coming;
}
