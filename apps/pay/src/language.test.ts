import fc from "fast-check";
import { expect, it } from "vitest";
import { LANGUAGES, pickLanguage } from "./language.ts";

it.each([
  ["zh-HK,zh;q=0.9,en;q=0.8", "zh-Hant"],
  ["zh-TW", "zh-Hant"],
  ["zh-Hant-MO", "zh-Hant"],
  ["yue", "zh-Hant"],
  ["zh-CN,zh;q=0.9", "zh-Hans"],
  ["zh-Hans-HK", "zh-Hans"],
  ["zh", "zh-Hans"],
  ["en-GB,zh-HK;q=0.5", "en"],
  ["en;q=0.2, zh-HK;q=0.7", "zh-Hant"],
  ["zh-HK;q=0, en", "en"],
  ["fr-FR, zh-CN;q=0.3", "zh-Hans"],
  ["fr-FR, *;q=0.5", "en"],
  ["", "en"],
])("answers a browser that asks for «%s» in %s", (accepted, lang) => {
  expect(pickLanguage(accepted, undefined)).toBe(lang);
});

it("lets the reader's choice win over the browser's", () => {
  expect(pickLanguage("zh-HK", "zh-Hans")).toBe("zh-Hans");
});

it("ignores a choice that it does not have", () => {
  expect(pickLanguage("zh-HK", '"><script>')).toBe("zh-Hant");
  expect(pickLanguage(undefined, "fr")).toBe("en");
});

it("answers whatever a browser sends in a language that we have", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (accepted, chosen) => {
      expect(LANGUAGES).toContain(pickLanguage(accepted, chosen));
    }),
  );
});
