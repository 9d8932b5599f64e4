import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import compileMessage from "icu-minify/compile";
import { parseSync } from "vite";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../lib/language.ts";
import en from "./en.json" with { type: "json" };
import zhHans from "./zh-Hans.json" with { type: "json" };
import zhHant from "./zh-Hant.json" with { type: "json" };

const source = path.join(import.meta.dirname, "..");
const catalogues = { en, "zh-Hant": zhHant, "zh-Hans": zhHans } satisfies Record<(typeof LANGUAGES)[number], object>;
const english = flat(en);

describe.each(LANGUAGES)("the %s catalogue", (language) => {
  const texts = flat(catalogues[language]);
  it("has exactly the texts of the others", () => {
    expect([...texts.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });
  it("leaves no text empty", () => {
    expect([...texts].filter(([, text]) => text.trim() === "")).toEqual([]);
  });
  it("has only messages that the formatter can read", () => {
    expect([...texts].filter(([, text]) => !isReadable(text))).toEqual([]);
  });
  it("fills the same blanks as the others", () => {
    expect([...texts].filter(([key, text]) => blanks(text) !== blanks(english.get(key) ?? ""))).toEqual([]);
  });
});

describe("the screens", () => {
  it.each(screens())("%s writes no words of its own", (file) => {
    expect(wordsIn(file)).toEqual([]);
  });
  it("would notice words outside of the catalogues", () => {
    expect(words('<p title="Hello there">Pay <b>now</b> {x ? "" : `ok`} ·</p>')).toEqual(["Hello there", "Pay", "now"]);
  });
});

/** Every text by its full key. */
function flat(part: object, before = ""): Map<string, string> {
  return new Map(
    Object.entries(part).flatMap(([key, value]: [string, unknown]): [string, string][] =>
      typeof value === "string"
        ? [[before + key, value]]
        : typeof value === "object" && value !== null
          ? [...flat(value, `${before}${key}.`)]
          : [],
    ),
  );
}

/** Names of a message's blanks, in alphabetical order. */
function blanks(text: string): string {
  return [...new Set([...text.matchAll(/\{(\w+)(?=[},])/g)].map((found) => found[1] ?? ""))].toSorted().join(" ");
}

function isReadable(text: string): boolean {
  try {
    compileMessage(text);
    return true;
  } catch {
    return false;
  }
}

function screens(): string[] {
  return readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx"));
}

function wordsIn(file: string): string[] {
  return words(readFileSync(path.join(source, file), "utf8"));
}

const SPOKEN = ["title", "alt", "label", "placeholder", "aria-label", "aria-description", "note", "name"];
/** QFPay's own field names, the product's name and file types are the same in every language. */
const NAMES =
  /^(syssn|origssn|chnlsn|sysdtm|paydtm|respcd|cancel|out_trade_no|pay_type|UTC\+8|SHA-256|X-QF-SIGN|HTTP|Tillbook|email|password)$/;

/** Words that stand in the markup itself: text between tags, and attributes that people read or hear. */
function words(code: string): string[] {
  const found: string[] = [];
  const look = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(look);
    if (typeof node !== "object" || node === null) return;
    const { type, name, value } = partOf(node);
    if (type === "JSXText" && typeof value === "string") found.push(value);
    if (type === "JSXAttribute" && typeof name === "string" && SPOKEN.includes(name) && typeof value === "string") found.push(value);
    Object.values(node).forEach(look);
  };
  look(parseSync("screen.tsx", code).program);
  return found
    .map((text) => text.trim())
    .filter((text) => /\p{L}{2}/u.test(text))
    .filter((text) => !(text.match(/[^\s·]+/g) ?? []).every((word) => NAMES.test(word)));
}

type Part = { type: unknown; name: unknown; value: unknown };

/** The three things that matter of any syntax node; names and values of attributes lie one level deeper. */
function partOf(node: object): Part {
  const read = (from: unknown, key: string): unknown =>
    typeof from === "object" && from !== null && key in from ? Reflect.get(from, key) : undefined;
  const inner = (from: unknown, key: string): unknown => (typeof from === "object" && from !== null ? read(from, key) : from);
  return { type: read(node, "type"), name: inner(read(node, "name"), "name"), value: inner(read(node, "value"), "value") };
}
