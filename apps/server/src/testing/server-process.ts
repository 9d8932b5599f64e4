import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { KEEP_COMPILED } from "./keep-compiled.ts";

const MAIN = path.join(import.meta.dirname, "../main.ts");

/** The server as it is started for real: a process of its own, which can be killed and started again at the same address. */
export type ServerProcess = { start(): Promise<void>; kill(): Promise<void> };

export function serverProcess(settings: Readonly<Record<string, string>>): ServerProcess {
  let child: ChildProcess | undefined;
  return {
    async start() {
      const started = spawn(process.execPath, [...KEEP_COMPILED, MAIN], {
        env: { ...settings, LOG_LEVEL: "silent" },
        stdio: ["ignore", "pipe", "inherit"],
      });
      child = started;
      for await (const line of createInterface({ input: started.stdout })) if (line.startsWith("listening ")) return;
      throw new Error("the server ended before it listened");
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child?.once("exit", resolve));
      child.kill("SIGKILL");
      await gone;
    },
  };
}
