import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const fromHere = createRequire(import.meta.url);
const fromEngines = createRequire(fromHere.resolve("@prisma/engines"));
const manifest = z.object({ version: z.string() });
const versionIn = (file: unknown): string => manifest.parse(file).version;

describe("the schema engine", () => {
  it("is the very one that this Prisma asks for", () => {
    const ours = versionIn(fromHere("@prisma/schema-engine-wasm/package.json"));
    expect(ours).toBe(versionIn(fromEngines("@prisma/engines-version/package.json")));
  });
});
