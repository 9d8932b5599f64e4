import { PROBLEMS, SCOPES } from "@tillbook/api/merchants-api";
import type { Lang } from "@tillbook/pay";
import { CATALOGUES } from "./catalogue/index.ts";
import { inLanguage, type Say } from "./in-language.ts";
import type { ReadDocument } from "./reading.ts";
import { DOCS_WORDS, type DocsWords } from "./words.ts";

/** Everything that the page shows, in one language. */
export type Reference = {
  readonly lang: Lang;
  readonly words: DocsWords;
  readonly document: ReadDocument;
  readonly scopes: readonly { readonly scope: string; readonly text: string }[];
  readonly problems: readonly { readonly code: string; readonly status: number; readonly title: string }[];
};

/** The reference in each of our languages. The document itself is English; what a catalogue lacks stays so. */
export function referencesOf(document: ReadDocument): Readonly<Record<Lang, Reference>> {
  const of = (lang: Lang): Reference => referenceIn(document, lang, sayIn(lang));
  return { en: of("en"), "zh-Hant": of("zh-Hant"), "zh-Hans": of("zh-Hans") };
}

/** The reference as `say` has it. */
export function referenceIn(document: ReadDocument, lang: Lang, say: Say): Reference {
  return {
    lang,
    words: DOCS_WORDS[lang],
    document: inLanguage(document, say),
    scopes: Object.entries(SCOPES).map(([scope, text]) => ({ scope, text: say([`scopes.${scope}`], text) })),
    problems: Object.entries(PROBLEMS).map(([code, { status, title }]) => ({
      code,
      status,
      title: say([`problems.${code}`], `${title}.`),
    })),
  };
}

/** A language's own words for each text; English is the document's. */
function sayIn(lang: Lang): Say {
  const words = lang === "en" ? new Map<string, string>() : CATALOGUES[lang];
  return (keys, english) => keys.map((key) => words.get(key)).find((word) => word !== undefined) ?? english;
}
