import { readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** Folders that hold an import while it is read: `spool` and the ledger of digests make them, and remove them unless they are killed. */
const OURS = /^tillbook-(statement|digests)-/;
/** No import takes that long, so whatever is older belongs to a process that is gone. */
const FORGOTTEN_AFTER_MS = 24 * 60 * 60_000;

/** Removes what killed imports have left in the folder for temporary files. Answers how much there was. */
export async function removeLeftBehind(now: Date, folder = tmpdir()): Promise<number> {
  const names = (await readdir(folder)).filter((name) => OURS.test(name));
  let removed = 0;
  for (const name of names) {
    const place = path.join(folder, name);
    const found = await stat(place).catch(() => null); // another server may tidy up as well
    if (!found || now.getTime() - found.mtimeMs < FORGOTTEN_AFTER_MS) continue;
    await rm(place, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}
