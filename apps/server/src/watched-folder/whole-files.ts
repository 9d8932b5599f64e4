import { lstat, readdir } from "node:fs/promises";
import path from "node:path";

/** A file that seems to be whole, and how it looked. */
export type FileSeen = { readonly name: string; readonly path: string; readonly size: number; readonly changedMs: number };

/** For how long a file must have stood still, milliseconds: senders pause, and none says that it is done. */
export const STILL_FOR_MS = 10_000;
/** An empty file is one whose sender has only just begun. */
const EMPTY_FOR_MS = 600_000;
/** Names that senders give to what is not done yet. */
const UNDONE = /(^\.)|(\.(part|partial|filepart|tmp|temp|crdownload|swp)$)/i;

/** Looks into a folder again and again, and answers those files that did not change for a while. */
export type FolderLook = {
  whole(nowMs: number): Promise<FileSeen[]>;
  /** The files of the last look, each with when it was first seen, milliseconds of the same clock. */
  lying(): { readonly name: string; readonly firstMs: number }[];
};

/** A file with since when it stands still, and since when it lies there. */
type Lying = { readonly seen: FileSeen; readonly sinceMs: number; readonly firstMs: number };

/** @param nowMs of a clock that only goes on; a file's own times are compared with nothing but themselves */
export function lookInto(folder: string): FolderLook {
  let since = new Map<string, Lying>();
  return {
    lying: () => [...since.values()].map(({ seen, firstMs }) => ({ name: seen.name, firstMs })),
    async whole(nowMs) {
      const now = new Map<string, Lying>();
      for (const seen of await filesIn(folder)) {
        const before = since.get(seen.name);
        const sinceMs = before && isSame(before.seen, seen) ? before.sinceMs : nowMs;
        now.set(seen.name, { seen, sinceMs, firstMs: before?.firstMs ?? nowMs });
      }
      since = now;
      return [...now.values()]
        .filter(({ seen, sinceMs }) => nowMs - sinceMs >= (seen.size === 0 ? EMPTY_FOR_MS : STILL_FOR_MS))
        .map(({ seen }) => seen);
    },
  };
}

/** Plain files only, by name: a link could point anywhere on this machine. */
async function filesIn(folder: string): Promise<FileSeen[]> {
  const names = (await readdir(folder)).filter((name) => !UNDONE.test(name)).toSorted();
  const found = await Promise.all(names.map((name) => seenAt(path.join(folder, name))));
  return found.filter((seen) => seen !== null);
}

/** A plain file as it looks now; null when there is none. */
export async function seenAt(file: string): Promise<FileSeen | null> {
  const stat = await lstat(file).catch(() => null);
  return stat?.isFile() ? { name: path.basename(file), path: file, size: stat.size, changedMs: stat.mtimeMs } : null;
}

export function isSame(one: FileSeen, other: FileSeen | null): boolean {
  return other !== null && one.size === other.size && one.changedMs === other.changedMs;
}
