/** The languages of the screens, as BCP 47 tags. */
export const LANGUAGES = ["en", "zh-Hant", "zh-Hans"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own words: the one text that no catalogue translates. */
export const LANGUAGE_NAMES = { en: "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文" } as const satisfies Record<Language, string>;

export function isLanguage(text: string | null): text is Language {
  return LANGUAGES.some((language) => language === text);
}

/** The first of a reader's preferred tags (`navigator.languages`) that we speak; English when none is. */
export function chooseLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const parts = tag.toLowerCase().split("-");
    if (parts[0] === "en") return "en";
    if (parts[0] === "zh") return parts.some((part) => ["hant", "hk", "tw", "mo"].includes(part)) ? "zh-Hant" : "zh-Hans";
    if (parts[0] === "yue") return "zh-Hant";
  }
  return "en";
}
