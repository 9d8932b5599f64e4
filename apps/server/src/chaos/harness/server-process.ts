import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { type Arm, type Report, reportSchema, type Word } from "../instruments/channel.ts";

const LAUNCHER = path.join(import.meta.dirname, "../process/launcher.ts");
const LAST_WORDS = 40;

/** One process of the real server. Its modules are loaded; it begins when told to. */
export type ServerProcess = {
  /** Settles when it has begun. */
  go(arm: Arm | null): Promise<void>;
  /** Settles when it listens; rejects with its last words when it ends before. */
  listening(): Promise<void>;
  arm(arm: Arm | null): Promise<void>;
  record(listener: ((flow: string, step: string) => void) | null): Promise<void>;
  /** `kill -9`; settles when it is gone. */
  kill(): Promise<void>;
  isAlive(): boolean;
  /** How it went: by its own hand at a crash point, by ours, or by an exit that nobody asked for. */
  readonly ended: Promise<"killed" | "exited">;
  lastWords(): string;
};

/** Starts a process and waits until its modules are loaded. */
export async function warmServer(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", LAUNCHER], {
    env: { ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const words = lastLines(child);
  const ended = new Promise<"killed" | "exited">((resolve) => {
    child.once("close", (_code, signal) => resolve(signal === "SIGKILL" ? "killed" : "exited"));
    child.once("error", () => resolve("exited"));
  });
  const gone = ended.then(() => {
    throw new Error(`a server ended: ${words().slice(-2_000) || "it said nothing"}`);
  });
  gone.catch(() => undefined); // whoever waits for something of it hears of it
  const listening = lineThatStarts(child, "listening");
  const reports = readReports(child);
  let hears: ((flow: string, step: string) => void) | null = null;
  reports.on((report) => {
    if (report.is === "met") hears?.(report.flow, report.step);
  });
  const tell = async (word: Word): Promise<void> => {
    const taken = reports.next("taken");
    if (child.connected) child.send(word, () => undefined);
    await Promise.race([taken, ended]);
  };
  await Promise.race([reports.next("warm"), gone]);
  return {
    async go(arm) {
      if (arm) await tell({ is: "arm", arm });
      await tell({ is: "go" });
    },
    listening: () => Promise.race([listening, gone]),
    arm: (arm) => tell({ is: "arm", arm }),
    async record(listener) {
      hears = listener;
      await tell({ is: "record", on: listener !== null });
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    isAlive: () => child.exitCode === null && child.signalCode === null,
    ended,
    lastWords: words,
  };
}

function lastLines(child: ChildProcess): () => string {
  const lines: string[] = [];
  if (child.stderr) {
    createInterface({ input: child.stderr }).on("line", (line) => {
      lines.push(line);
      lines.splice(0, lines.length - LAST_WORDS);
    });
  }
  return () => lines.join("\n");
}

function lineThatStarts(child: ChildProcess, prefix: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (child.stdout) createInterface({ input: child.stdout }).on("line", (line) => line.startsWith(prefix) && resolve());
  return promise;
}

type Reports = { on(listener: (report: Report) => void): void; next(is: Report["is"]): Promise<void> };

function readReports(child: ChildProcess): Reports {
  const listeners = new Set<(report: Report) => void>();
  child.on("message", (message) => {
    const report = reportSchema.parse(message);
    for (const listener of listeners) listener(report);
  });
  return {
    on: (listener) => void listeners.add(listener),
    next(is) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const once = (report: Report): void => {
        if (report.is !== is) return;
        listeners.delete(once);
        resolve();
      };
      listeners.add(once);
      return promise;
    },
  };
}
