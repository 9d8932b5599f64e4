import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const caches = path.join(import.meta.dirname, ".cache");

/**
 * The Chromium that npm brought, unpacked once; undefined where npm has none (it is for Linux on x64), so that
 * Playwright uses its own. docs/decisions/0003-embedded-chromium.md
 */
export async function chromiumPath(): Promise<string | undefined> {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const folder = path.join(caches, `chromium-${packageVersion()}`);
  if (!existsSync(folder)) await unpackInto(folder);
  return path.join(folder, "chromium");
}

function packageVersion(): string {
  const file = new URL("../package.json", import.meta.resolve("@sparticuz/chromium")); // not in its exports map
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(fileURLToPath(file), "utf8"))).version;
}

// The package unpacks into the temp folder under a name without its version, where several workers can race: give it a
// folder of its own and move that into place when it is complete.
async function unpackInto(folder: string): Promise<void> {
  mkdirSync(caches, { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  const temp = process.env.TMPDIR;
  process.env.TMPDIR = unfinished;
  try {
    const { default: chromium } = await import("@sparticuz/chromium");
    await chromium.executablePath();
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } finally {
    if (temp === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = temp;
    rmSync(unfinished, { recursive: true, force: true });
  }
}
