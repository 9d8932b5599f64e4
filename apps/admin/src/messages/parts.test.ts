import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { BOOKS } from "../../catalogue-parts.ts";
import en from "./en.json" with { type: "json" };

const source = path.join(import.meta.dirname, "..");
const router = path.join(source, "app/router.tsx");
const books: ReadonlySet<string> = new Set(BOOKS);

/** The lazily loaded screens, each with the function that loads it. */
const screens = [...textOf(router).matchAll(/(lazyRouteComponent|booksPage)\(\(\) => import\("\.\/(routes\/[^"]+)"\)/g)].map(
  ([, loader = "", file = ""]) => ({ loader, file: path.join(source, "app", file) }),
);

describe("the parts of a catalogue", () => {
  it("name texts that there are", () => {
    expect(BOOKS.filter((key) => !(key in en))).toEqual([]);
    expect(screens.length).toBeGreaterThan(20);
  });

  it.each(screens.map(({ loader, file }) => [path.basename(file), loader, file] as const))("%s is loaded by %s", (_name, loader, file) => {
    const needed = textsOf(file).filter((key) => books.has(key));
    expect({ loader, needed: loader === "booksPage" ? [] : needed }).toEqual({ loader, needed: [] });
  });

  it("keep what every page shows out of the books", () => {
    expect(textsOf(path.join(source, "main.tsx")).filter((key) => books.has(key))).toEqual([]);
  });

  it("would notice a text of the books on a desk's page", () => {
    expect(textsOf(path.join(source, "app/routes/breaks-page.tsx"))).toContain("breaks");
  });
});

/** First parts of the keys that a file, and all it imports, asks the catalogue for. */
function textsOf(entry: string): string[] {
  const seen = new Set<string>();
  const keys = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const code = textOf(file);
    for (const key of keysIn(code)) keys.add(key);
    for (const [, from = ""] of code.matchAll(/from "(\.[^"]+\.tsx?)"/g)) {
      const next = path.resolve(path.dirname(file), from);
      if (existsSync(next)) visit(next);
    }
  };
  visit(entry);
  return [...keys].toSorted();
}

/** `useTranslations("orders.states")`, `const { faults } = useMessages()`, `useMessages().statements`, and every `t("shell.me")` where no part is named. */
function keysIn(code: string): string[] {
  const named = [...code.matchAll(/useTranslations\("(\w+)/g), ...code.matchAll(/useMessages\(\)\.(\w+)/g)].map(([, key = ""]) => key);
  const taken = [...code.matchAll(/const \{ ([\w, ]+) \} = useMessages\(\);/g)].flatMap(([, list = ""]) => list.split(", "));
  const whole = /useTranslations\(\)/.test(code) ? [...code.matchAll(/\bt\([`"](\w+)\./g)].map(([, key = ""]) => key) : [];
  return [...named, ...taken, ...whole];
}

function textOf(file: string): string {
  return readFileSync(file, "utf8");
}
