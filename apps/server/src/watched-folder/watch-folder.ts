import { createReadStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import type { FolderReading } from "@tillbook/api/context";
import { type BooksContext, type ImportView, importStatement } from "@tillbook/api/settlement";
import { putAway, refusedIn } from "./put-away.ts";
import { type FileSeen, type FolderLook, isSame, lookInto, seenAt } from "./whole-files.ts";

const LOOK_EVERY_MS = 2_000;
/** After a failure that is ours, such as a database that is away, a file is tried again after a growing pause. */
const TRY_AGAIN_AFTER_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;

/** A folder whose files are taken in. */
export type WatchedFolder = {
  /** Takes in what is whole now. Answers what became of each file by its name. */
  look(nowMs: number): Promise<Map<string, ImportView>>;
  /** How it stands, by the same clock and by that of the wall. */
  reading(nowMs: number, now: Date): Promise<FolderReading>;
};

/**
 * A folder into which the provider (or a program of the merchant's) drops statements. What is whole is imported as an upload would be; what
 * was taken in before answers DUPLICATE, so a crash between importing and putting away imports nothing twice.
 * @param open the books of the account whose folder it is
 */
export function watchedFolder(folder: string, open: () => Promise<BooksContext>): WatchedFolder {
  const files: FolderLook = lookInto(folder);
  const failed = new Map<string, { readonly times: number; readonly againMs: number }>();
  let lookedMs: number | null = null;
  let takenIn = new Map<string, ImportView>();
  let takingIn = 0;
  return {
    async reading(nowMs, now) {
      const momentOf = (ms: number): Date => new Date(now.getTime() - (nowMs - ms));
      const lying = files.lying().filter(({ name }) => !takenIn.has(name));
      return {
        lastLookAt: lookedMs === null ? null : momentOf(lookedMs),
        isTakingIn: takingIn > 0,
        waiting: lying.length,
        oldestWaiting: lying.length === 0 ? null : momentOf(Math.min(...lying.map(({ firstMs }) => firstMs))),
        putOff: lying.filter(({ name }) => failed.has(name)).length,
        refused: await refusedIn(folder),
      };
    },
    async look(nowMs) {
      await mkdir(folder, { recursive: true });
      const answers = new Map<string, ImportView>();
      const whole = await files.whole(nowMs);
      lookedMs = nowMs;
      takenIn = answers;
      for (const file of whole) {
        const before = failed.get(file.name);
        if (before && nowMs < before.againMs) continue;
        const ctx = await open();
        takingIn += 1;
        try {
          const answer = await importStatement(ctx, { name: file.name, bytes: unchanged(file), announcedSize: file.size });
          answers.set(file.name, answer);
          const place = await putAway(folder, file, answer, ctx.clock.now());
          ctx.log.info({ file: file.name, status: answer.status, place }, "a file of the watched folder");
          failed.delete(file.name);
        } catch (error) {
          if (error instanceof StillChanging) continue;
          const times = (before?.times ?? 0) + 1;
          failed.set(file.name, { times, againMs: nowMs + Math.min(LONGEST_PAUSE_MS, TRY_AGAIN_AFTER_MS * 2 ** (times - 1)) });
          ctx.log.error({ file: file.name, err: error }, "a file of the watched folder is left for later");
        } finally {
          takingIn -= 1;
        }
      }
      return answers;
    },
  };
}

/** The sender was not done after all: nothing of it is kept, and the file waits again. */
class StillChanging extends Error {}

async function* unchanged(file: FileSeen): AsyncGenerator<Uint8Array> {
  yield* createReadStream(file.path);
  if (!isSame(file, await seenAt(file.path))) throw new StillChanging(file.name);
}

/** Looks into a folder every two seconds until it is stopped. */
export function keepWatching(watched: WatchedFolder, log: BooksContext["log"]): { stop(): Promise<void> } {
  const stopping = new AbortController();
  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await watched
        .look(performance.now())
        .catch((error: unknown) => log.error({ err: error }, "the watched folder cannot be looked into"));
      await pause(LOOK_EVERY_MS, stopping.signal);
    }
  }
  const watching = watch();
  return {
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    resolve();
  });
  return promise;
}
