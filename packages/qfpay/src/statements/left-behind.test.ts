import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { removeLeftBehind } from "./index.ts";

const NOW = new Date("2026-03-10T10:00:00Z");

it("removes what killed imports left a day ago, and nothing that is newer or not ours", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "tillbook-left-"));
  const make = async (name: string, hoursAgo: number): Promise<void> => {
    await mkdir(path.join(folder, name));
    await writeFile(path.join(folder, name, "raw"), "half a statement");
    const at = new Date(NOW.getTime() - hoursAgo * 3_600_000);
    await utimes(path.join(folder, name), at, at);
  };
  await make("tillbook-statement-old", 25);
  await make("tillbook-digests-old", 25);
  await make("tillbook-statement-new", 23);
  await make("somebody-elses", 99);
  expect(await removeLeftBehind(NOW, folder)).toBe(2);
  expect((await readdir(folder)).toSorted()).toEqual(["somebody-elses", "tillbook-statement-new"]);
  await rm(folder, { recursive: true });
});
