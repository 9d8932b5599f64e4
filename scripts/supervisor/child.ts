import { spawn } from "node:child_process";
import { createWriteStream, existsSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { Part } from "./house.ts";

/** A process of ours. It stops when we are gone, even if we were killed. */
export type Child = Part & {
  /** The rest of the first line on its stdout that starts with `prefix`. Rejects with its last words if it ends before. */
  line(prefix: string): Promise<string>;
};

export type ChildPlan = {
  name: string;
  /** Flags of Node, then the program and its arguments. */
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  logDir: string;
};

const root = path.join(import.meta.dirname, "../..");
const STOP_WITH_PARENT = path.join(root, "scripts/stop-with-parent.mjs");
const PATIENCE_MS = 10_000;
const LOG_LIMIT_BYTES = 20 * 1024 * 1024;

/** Starts a program on the Node that runs us; what it prints goes to `<logDir>/<name>.log`. */
export function startChild({ name, args, env, logDir }: ChildPlan): Child {
  const log = openLog(path.join(logDir, `${name}.log`));
  // A group of its own: Ctrl-C must reach it through us, in the right order. Its stdin closes when we are gone.
  const child = spawn(process.execPath, ["--import", STOP_WITH_PARENT, ...args], { cwd: root, env, stdio: "pipe", detached: true });
  const words: string[] = [];
  const listeners = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      log.write(`${line}\n`);
      words.push(line);
      if (words.length > 15) words.shift();
      for (const listener of listeners) listener(line);
    });
  }
  const code = new Promise<number | undefined>((resolve) => {
    child.once("close", (exitCode) => resolve(exitCode ?? undefined));
    child.once("error", (error) => {
      words.push(error.message);
      resolve(undefined);
    });
  });
  const ended = code.then((exitCode) => {
    log.end();
    return `The ${name} ended${exitCode === undefined ? "" : ` with code ${exitCode}`}: ${lastWords(words)}`;
  });
  return {
    name,
    ended,
    line: (prefix) =>
      new Promise((resolve, reject) => {
        listeners.add((line) => line.startsWith(prefix) && resolve(line.slice(prefix.length).trim()));
        void ended.then((sentence) => reject(new Error(sentence)));
      }),
    async stop() {
      signalGroup(child.pid, "SIGTERM");
      const late = new AbortController();
      void sleep(PATIENCE_MS, undefined, { signal: late.signal }).then(
        () => signalGroup(child.pid, "SIGKILL"),
        () => undefined, // it ended in time
      );
      await ended;
      late.abort();
    },
  };
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // all of it is gone already
  }
}

/** What a person should read of a program's last lines: of JSON logs only their message. */
function lastWords(lines: readonly string[]): string {
  const words = lines.map(messageOf).join("\n").trim();
  return words || "it said nothing.";
}

function messageOf(line: string): string {
  try {
    const record: unknown = JSON.parse(line);
    return typeof record === "object" && record && "msg" in record ? String(record.msg) : line;
  } catch {
    return line;
  }
}

/** Appends to a log file. A long one is put aside at start as `<file>.1`, so that two of them are kept at most. */
export function openLog(file: string): { write(text: string): void; end(): void } {
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  const stream = createWriteStream(file, { flags: "a", mode: 0o600 });
  stream.on("error", (error) => console.error(`Cannot write ${file}: ${error.message}`));
  return { write: (text) => stream.write(text), end: () => stream.end() };
}
