/** Languages of the page, as they stand in its `lang` attribute. */
export const LANGUAGES = ["en", "zh-Hant", "zh-Hans"] as const;
export type Lang = (typeof LANGUAGES)[number];
/** Each language in its own words, for links that switch to it. */
export const LANGUAGE_NAMES = { en: "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文" } as const satisfies Record<Lang, string>;

/** Regions whose Chinese is written in traditional characters when the browser names no script. */
const TRADITIONAL_REGIONS = ["hk", "mo", "tw"];

/**
 * The language to answer in: the one that the reader chose, else the best of the browser's `Accept-Language`,
 * else English. A choice that we do not have is ignored. Chinese with neither script nor region is simplified.
 */
export function pickLanguage(acceptLanguage: string | undefined, chosen: string | undefined): Lang {
  const known = LANGUAGES.find((lang) => lang === chosen);
  if (known) return known;
  const wanted = (acceptLanguage ?? "").split(",").map(readRange);
  const byWeight = wanted.filter((range) => range.weight > 0).toSorted((a, b) => b.weight - a.weight);
  for (const range of byWeight) {
    const lang = languageOf(range.tag);
    if (lang) return lang;
  }
  return "en";
}

function readRange(text: string): { tag: string; weight: number } {
  const [tag = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { tag, weight: Number.isFinite(weight) ? weight : 0 };
}

function languageOf(tag: string): Lang | null {
  const [primary, ...subtags] = tag.split("-");
  if (primary === "en") return "en";
  if (primary === "yue") return "zh-Hant";
  if (primary !== "zh") return null;
  if (subtags.includes("hans")) return "zh-Hans";
  if (subtags.includes("hant")) return "zh-Hant";
  return subtags.some((subtag) => TRADITIONAL_REGIONS.includes(subtag)) ? "zh-Hant" : "zh-Hans";
}
