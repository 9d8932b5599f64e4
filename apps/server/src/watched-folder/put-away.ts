import { access, mkdir, readdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ImportView } from "@tillbook/api/settlement";
import type { FileSeen } from "./whole-files.ts";

const REFUSED = "refused";
const ANSWER = ".answer.json";

/**
 * Moves a file that was judged to `done` or, when it was refused, to `refused`, with the answer beside it as JSON. The answer is there first,
 * and nothing that lies there already is ever replaced. Answers where the file is now.
 */
export async function putAway(folder: string, { name, path: from }: FileSeen, answer: ImportView, at: Date): Promise<string> {
  const shelf = path.join(folder, answer.status === "REFUSED" ? REFUSED : "done");
  await mkdir(shelf, { recursive: true });
  const to = await freePlace(shelf, `${at.toISOString().replaceAll(/[-:]|\.\d+/g, "")}-${name}`);
  await writeFile(`${to}${ANSWER}`, `${JSON.stringify(answer, null, 2)}\n`);
  await rename(from, to);
  return to;
}

/** How many files lie on the shelf of what was refused. */
export async function refusedIn(folder: string): Promise<number> {
  const names = await readdir(path.join(folder, REFUSED)).catch(() => []);
  return names.filter((name) => !name.endsWith(ANSWER)).length;
}

async function freePlace(shelf: string, name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const place = path.join(shelf, number === 1 ? name : `${number}-${name}`);
    if (!(await isThere(place))) return place;
  }
}

function isThere(place: string): Promise<boolean> {
  return access(place).then(
    () => true,
    () => false,
  );
}
