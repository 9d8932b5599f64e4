import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { inTime } from "./testing/index.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

let folder: string;
let started: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tillbook-command-"));
  started = [];
});
afterEach(async () => {
  for (const child of started) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

type Run = { readonly child: ChildProcess; readonly text: () => string; readonly ended: Promise<number | null> };

function run(args: readonly string[]): Run {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk.toString("utf8")));
  return { child, text: () => chunks.join(""), ended: new Promise((resolve) => child.once("exit", resolve)) };
}

const readyAt = (command: Run) =>
  inTime(() => {
    const url = /^ready (http:\S+)$/m.exec(command.text())?.[1];
    if (url === undefined) throw new Error(`not ready: ${command.text()}`);
    return url;
  });

it("prints its addresses and its demo merchant, and is ready in its last line; Ctrl-C ends it", async () => {
  const command = run([MAIN, "--port", "0"]);
  const url = await readyAt(command);
  expect(command.text().trimEnd().split("\n").at(-1)).toBe(`ready ${url}`);
  expect(command.text()).toContain(`${url}/phone`);
  expect(command.text()).toContain("client_key SIMULATED");
  command.child.kill("SIGINT");
  expect(await command.ended).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
});

it("does not print a key that was given", async () => {
  const command = run([MAIN, "--port", "0", "--app-code", "X", "--client-key", "very-secret", "--mchid", "M1"]);
  await readyAt(command);
  expect(command.text()).toContain("app_code X, mchid M1");
  expect(command.text()).not.toContain("very-secret");
});

it("says which option is wrong, or that the port is taken, and ends with 1", async () => {
  const wrong = run([MAIN, "--port", "many"]);
  expect([await wrong.ended, wrong.text()]).toEqual([1, expect.stringContaining("--port is wrong")]);
  const first = run([MAIN, "--port", "0"]);
  const port = new URL(await readyAt(first)).port;
  const second = run([MAIN, "--port", port, "--book", join(folder, "other.jsonl")]);
  expect([await second.ended, second.text()]).toEqual([1, expect.stringContaining(`Port ${port} is taken.`)]);
});

it("with --parent-watch ends when the process that started it is killed", async () => {
  const script = `require("node:child_process").spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ${JSON.stringify(MAIN)}, "--port", "0", "--parent-watch"], { stdio: ["ignore", "inherit", "inherit"] }); setInterval(() => {}, 1000);`;
  const parent = run(["-e", script]);
  const url = await readyAt(parent);
  parent.child.kill("SIGKILL");
  await inTime(() => expect(fetch(`${url}/healthz`)).rejects.toThrow());
});
