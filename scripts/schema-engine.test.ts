import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const fromHere = createRequire(import.meta.url);
const fromEngines = createRequire(fromHere.resolve("@prisma/engines"));

describe("the schema engine", () => {
  it("is the very one that this Prisma asks for", () => {
    const said = execFileSync(process.execPath, [path.join(import.meta.dirname, "schema-engine.mjs"), "--version"], { encoding: "utf8" });
    const { version } = z.object({ version: z.string() }).parse(fromEngines("@prisma/engines-version/package.json"));
    expect(said.trim()).toBe(`schema-engine-wasm ${version}`);
  });
});
