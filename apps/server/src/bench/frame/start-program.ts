import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";

const stopWithParent = path.join(import.meta.dirname, "../../../../../scripts/stop-with-parent.mjs");

/** A program of ours in a process of its own, which ends when we end, however we end. */
export type Program = { readonly url: string; stop(): Promise<void> };

export type ProgramOptions = {
  readonly file: string;
  readonly args?: readonly string[];
  /** Its whole environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of Node. */
  readonly flags?: readonly string[];
};

/** Starts a program and waits for its line `ready URL`. */
export async function startProgram({ file, args = [], env = {}, flags = [] }: ProgramOptions): Promise<Program> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "--import", stopWithParent, ...flags, file, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    env,
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = await readyUrl(child.stdout, file);
  return {
    url,
    async stop() {
      if (child.exitCode === null) child.kill("SIGTERM");
      await gone;
    },
  };
}

async function readyUrl(output: NodeJS.ReadableStream, file: string): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const [, url] = /^ready (http:\S+)$/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error(`${path.basename(file)} ended before it was ready`);
}
