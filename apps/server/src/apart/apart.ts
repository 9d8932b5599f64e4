import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Apart, Context } from "@tillbook/api/context";
import { AppError } from "@tillbook/api/errors";
import type { ImportView } from "@tillbook/api/settlement";
import { DatabaseUnavailable } from "@tillbook/db/client";
import { type End, type Wish, type Word, wordMessage } from "./messages.ts";

/** About twenty-five thousand rows: from here on the work takes longer than the start of a process. */
const LARGE = { fileBytes: 4 * 1_024 * 1_024, dayLines: 25_000 } as const;

/**
 * How a process is told to hold little. Rows are forgotten as fast as they come, so what is young needs no room to grow, and what is old is
 * looked through as soon as it has grown by a fifth. The memory under Node gives pieces of 128 KB and more back at once, where it would
 * otherwise keep ever larger ones in reserve for each thread.
 */
export const HOLDS_LITTLE = {
  flags: ["--max-semi-space-size=2", "--initial-old-space-size=24", "--heap-growing-percent=20"],
  env: { MALLOC_ARENA_MAX: "1", MALLOC_MMAP_THRESHOLD_: "131072", MALLOC_TRIM_THRESHOLD_: "131072" },
} as const;

export type ApartSettings = {
  readonly databaseUrl: string;
  readonly log: Context["log"];
  /** Default {@link LARGE}. */
  readonly large?: { readonly fileBytes: number; readonly dayLines: number };
};

/** Large work goes to processes of their own, one after the other: payments keep the other processor. */
export function createApart({ databaseUrl, log, large = LARGE }: ApartSettings): Apart {
  let before: Promise<unknown> = Promise.resolve();
  function inTurn(wish: Wish, heard: Heard): Promise<ImportView | null> {
    const going = before.then(() => {
      heard.signal?.throwIfAborted();
      return worked(databaseUrl, wish, heard);
    });
    before = going.catch(() => undefined);
    return going;
  }
  const quietly = { log, onRows: () => undefined, signal: undefined };
  return {
    isLarge: { file: (bytes) => bytes >= large.fileBytes, day: (lines) => lines >= large.dayLines },
    async importFile(asked, onRows, signal) {
      const view = await inTurn({ import: asked }, { log, onRows, signal });
      if (view === null) throw new Error("an import ended without a result");
      return view;
    },
    async runDay(asked) {
      await inTurn({ run: asked }, quietly);
    },
    async approveClose(asked) {
      await inTurn({ close: asked }, quietly);
    },
  };
}

type Heard = { readonly log: Context["log"]; readonly onRows: (rows: number) => void; readonly signal: AbortSignal | undefined };

async function worked(databaseUrl: string, wish: Wish, { log, onRows, signal }: Heard): Promise<ImportView | null> {
  const child = fork(path.join(import.meta.dirname, "program.ts"), {
    execArgv: [...process.execArgv, ...HOLDS_LITTLE.flags],
    env: { ...HOLDS_LITTLE.env, TMPDIR: tmpdir() },
    serialization: "advanced",
    stdio: ["pipe", "ignore", "inherit", "ipc"],
  });
  const kill = (): void => void child.kill("SIGKILL"); // its transaction goes with it
  signal?.addEventListener("abort", kill);
  try {
    const said = lastWord(child, (word) => {
      if ("rows" in word) onRows(word.rows);
      else if ("warning" in word) log.warn(...word.warning);
    });
    child.send({ databaseUrl, wish });
    return resultOf(await said);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", kill);
    kill();
  }
}

async function lastWord(child: ChildProcess, onWord: (word: Word) => void): Promise<End> {
  const end = Promise.withResolvers<End>();
  child.on("message", (message) => {
    const word = wordMessage.parse(message);
    if ("end" in word) end.resolve(word.end);
    else onWord(word);
  });
  child.once("error", end.reject);
  void once(child, "exit").then(([code, by]) => end.reject(new Error(`the process for large work ended with ${code ?? by}`)), end.reject);
  return end.promise;
}

function resultOf(end: End): ImportView | null {
  switch (end.is) {
    case "done":
      return end.view;
    case "refused":
      throw new AppError(end.code, end.message, { fields: end.fields });
    case "unavailable":
      throw new DatabaseUnavailable(new Error(end.message));
    case "failed":
      throw new Error(end.text);
  }
}
