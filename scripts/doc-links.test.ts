import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const root = path.join(import.meta.dirname, "..");
const OURS = { cwd: root, exclude: ["**/node_modules/**", "**/generated/**", "**/dist/**", "**/.*/**"] };
const CODE = [
  "apps/**/*.{ts,tsx,js,css}",
  "packages/**/*.ts",
  "scripts/**/*.{ts,mjs}",
  "e2e/**/*.ts",
  "prisma/**/*.{prisma,sql}",
  "*.config.ts",
];

type Link = { from: string; to: string };

/** Places where code points at a page of ours. */
function linksInCode(): Link[] {
  return globSync(CODE, OURS).flatMap((from) => linksIn(from, /(?<![\w/.-])(docs\/[\w/-]+\.md(?:#[\w-]+)?)/g, ""));
}

/** Links of our pages to files of ours. */
function linksInPages(): Link[] {
  return globSync(["*.md", "docs/**/*.md"], OURS).flatMap((from) => linksIn(from, /\]\((?!https?:)([^)\s]+)\)/g, path.dirname(from)));
}

function linksIn(from: string, pattern: RegExp, folder: string): Link[] {
  const text = readFileSync(path.join(root, from), "utf8");
  return [...text.matchAll(pattern)].map(([, target = ""]) => ({
    from,
    to: target.startsWith("#") ? `${from}${target}` : path.join(folder, target),
  }));
}

function isDead({ to }: Link): boolean {
  const [file = "", anchor] = to.split("#");
  if (!existsSync(path.join(root, file))) return true;
  return anchor !== undefined && !readFileSync(path.join(root, file), "utf8").includes(`<a id="${anchor}"></a>`);
}

describe("links to our pages", () => {
  it("lead somewhere from code", () => {
    expect(linksInCode().filter(isDead)).toEqual([]);
    expect(linksInCode().length).toBeGreaterThan(20); // or this test has lost sight of the code
  });

  it("lead somewhere from other pages", () => {
    expect(linksInPages().filter(isDead)).toEqual([]);
    expect(linksInPages().length).toBeGreaterThan(10);
  });
});
