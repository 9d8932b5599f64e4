import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Part } from "./house.ts";
import { openLog } from "./log-file.ts";

/** A process of ours. It stops when we are gone, even if we were killed. */
export type Child = Part & {
  /** The rest of the first line it prints that starts with `prefix`. Rejects with its last words if it ends before. */
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
const FIRST = ["--import", path.join(root, "scripts/stop-with-parent.mjs"), "--import", path.join(root, "scripts/keep-compiled.mjs")];
const PATIENCE_MS = 10_000;
const LAST_WORDS = 15;

/** Starts a program on the Node that runs us; what it prints goes to `<logDir>/<name>.log`. */
export function startChild({ name, args, env, logDir }: ChildPlan): Child {
  const log = openLog(path.join(logDir, `${name}.log`));
  // A group of its own: Ctrl-C must reach it through us, in the right order. Its stdin closes when we are gone.
  const child = spawn(process.execPath, [...FIRST, ...args], { cwd: root, env, stdio: "pipe", detached: true });
  const words: string[] = [];
  const listeners = new Set([(line: string) => log.write(`${line}\n`), (line: string) => void words.push(line)]);
  hear(child, (line) => {
    for (const listener of listeners) listener(line);
    words.splice(0, words.length - LAST_WORDS);
  });
  const ended = endOf(child).then((how) => {
    log.end();
    return `The ${name} ended${how}: ${asText(words)}`;
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
      const late = setTimeout(() => signalGroup(child.pid, "SIGKILL"), PATIENCE_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

function hear(child: ChildProcessWithoutNullStreams, listener: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", listener);
}

/** Settles when the process and all that it printed has come to an end. */
function endOf(child: ChildProcessWithoutNullStreams): Promise<string> {
  return new Promise((resolve) => {
    child.once("close", (code) => resolve(code === null ? "" : ` with code ${code}`));
    child.once("error", (error) => resolve(` before it began (${error.message})`));
  });
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
function asText(lines: readonly string[]): string {
  return lines.map(messageOf).join("\n").trim() || "it said nothing.";
}

function messageOf(line: string): string {
  try {
    const record: unknown = JSON.parse(line);
    return typeof record === "object" && record && "msg" in record ? String(record.msg) : line;
  } catch {
    return line;
  }
}
