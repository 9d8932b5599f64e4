import { expect, it } from "vitest";
import { LANGUAGES } from "./language.ts";
import en from "./messages/en.json" with { type: "json" };
import zhHans from "./messages/zh-Hans.json" with { type: "json" };
import zhHant from "./messages/zh-Hant.json" with { type: "json" };
import { wordingFor } from "./wording.ts";

type Catalogue = Record<string, Record<string, string>>;

/** `key` → the names of the values that its message takes. */
function slotsOf(catalogue: Catalogue): Record<string, string[]> {
  const entries = Object.entries(catalogue).flatMap(([group, messages]) =>
    Object.entries(messages).map(
      ([key, text]) => [`${group}.${key}`, [...text.matchAll(/\{(\w+)\}/g)].map((slot) => slot[1] ?? "")] as const,
    ),
  );
  return Object.fromEntries(entries);
}

it.each([
  ["zh-Hant", zhHant],
  ["zh-Hans", zhHans],
])("says everything in %s that it says in English, with the same values", (_lang, catalogue) => {
  expect(slotsOf(catalogue)).toEqual(slotsOf(en));
});

it("leaves no message empty and none untranslated", () => {
  for (const [group, messages] of Object.entries<Record<string, string>>(en)) {
    for (const [key, text] of Object.entries(messages)) {
      const translations = [zhHant, zhHans].map((catalogue: Catalogue) => catalogue[group]?.[key]?.trim());
      expect(text.trim()).not.toBe("");
      expect(translations).not.toContain("");
      expect(translations, `${group}.${key}`).not.toContain(text);
    }
  }
});

it("puts values into sentences as they are", () => {
  for (const lang of LANGUAGES) expect(wordingFor(lang)("page.order", { number: "{x} <b>'1'" })).toContain("{x} <b>'1'");
});

it("refuses to say a sentence without its value", () => {
  expect(() => wordingFor("en")("page.order")).toThrow();
});
