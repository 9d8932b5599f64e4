import { openapiDocument } from "@tillbook/api/merchants-api";
import { LANGUAGES } from "@tillbook/pay";
import { describe, expect, it } from "vitest";
import { CATALOGUES } from "./catalogue/index.ts";
import { docsPage } from "./page.ts";
import { readDocument } from "./reading.ts";
import { referenceIn, referencesOf } from "./reference.ts";
import { DOCS_WORDS } from "./words.ts";

const document = readDocument(JSON.parse(JSON.stringify(openapiDocument("https://pay.example.com"))));
const references = referencesOf(document);
const asked: { keys: readonly string[]; english: string }[] = [];
referenceIn(document, "en", (keys, english) => {
  asked.push({ keys, english });
  return english;
});

describe.each([["zh-Hant", CATALOGUES["zh-Hant"]] as const, ["zh-Hans", CATALOGUES["zh-Hans"]] as const])(
  "the %s catalogue",
  (lang, words) => {
    const keyOf = (keys: readonly string[]) => keys.find((key) => words.has(key));

    it("has words for every text of the page: operations, tags, parameters, fields, scopes and problems", () => {
      expect(asked.filter(({ keys }) => keyOf(keys) === undefined).map(({ keys, english }) => [keys[0], english])).toEqual([]);
    });
    it("has no words that nothing shows", () => {
      const used = new Set(asked.map(({ keys }) => keyOf(keys)));
      expect([...words.keys()].filter((key) => !used.has(key))).toEqual([]);
    });
    it("lets a key stand for one sentence only", () => {
      const meanings = Map.groupBy(asked, ({ keys }) => keyOf(keys) ?? keys[0]);
      const several = [...meanings].filter(([, said]) => new Set(said.map(({ english }) => english)).size > 1).map(([key]) => key);
      expect(several).toEqual([]);
    });
    it("names the same codes", () => {
      const differing = asked.filter(({ keys, english }) => codesIn(words.get(keyOf(keys) ?? "") ?? "") !== codesIn(english));
      expect(differing.map(({ keys }) => keys[0])).toEqual([]);
    });
    it("leaves no English sentence on the page", () => {
      expect(sentencesIn(docsPage(references[lang], "the-nonce"))).toEqual([]);
    });
  },
);

it("would notice an English sentence on the page", () => {
  expect(sentencesIn("<p>你好 <b>Ask customers</b> for money. <code>not this one though</code></p>")).toEqual(["Ask customers for money"]);
});

it.each(LANGUAGES)("the page is said to be %s, and leads to the others", (lang) => {
  const html = docsPage(references[lang], "the-nonce");
  expect(html).toContain(`<html lang="${lang}">`);
  expect([...html.matchAll(/href="\?lang=([\w-]+)"/g)].map((found) => found[1])).toEqual([...LANGUAGES]);
  expect(html).toContain(`href="?lang=${lang}" lang="${lang}" hreflang="${lang}" aria-current="true"`);
  expect(Object.values(DOCS_WORDS[lang]).filter((word) => word.trim() === "")).toEqual([]);
});

/** What stands in backticks, in alphabetical order. */
function codesIn(text: string): string {
  return [...text.matchAll(/`[^`]+`/g)]
    .map(([code]) => code)
    .toSorted()
    .join(" ");
}

/** Runs of three English words and more that people would read; code and examples are the same in every language. */
function sentencesIn(html: string): string[] {
  const read = html.replaceAll(/<(style|code|pre)\b[^>]*>.*?<\/\1>/gs, "|").replaceAll(/<[^>]+>/g, "");
  return [...read.matchAll(/[a-z]+(?: [a-z]+){2,}/gi)].map(([found]) => found);
}
