import { expect, it } from "vitest";
import { chooseLanguage } from "./language.ts";

it.each([
  [["en-GB"], "en"],
  [["zh-HK", "en"], "zh-Hant"],
  [["zh-TW"], "zh-Hant"],
  [["zh-Hant-CN"], "zh-Hant"],
  [["yue"], "zh-Hant"],
  [["zh-CN"], "zh-Hans"],
  [["zh"], "zh-Hans"],
  [["fr", "zh-MO"], "zh-Hant"],
  [["fr"], "en"],
  [[], "en"],
])("speaks to a reader who prefers %j in %s", (preferred, language) => {
  expect(chooseLanguage(preferred)).toBe(language);
});
