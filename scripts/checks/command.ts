import { spawn } from "node:child_process";
import path from "node:path";
import { FAILED, PASSED, type Say, type Tally } from "./check.ts";

export const root = path.join(import.meta.dirname, "../..");

// What a developer may have set for the running product must not steer the tests, least of all towards a real QFPay.
const OURS = /^(QFPAY_|TILLBOOK_|DATABASE_URL$|DATA_DIR$|PORT$|HOST$|SIMULATOR_PORT$|PUBLIC_URL$|PHONE_URL$|SEED_DEMO$|FORCE_COLOR$)/;

export type Ran = { readonly code: number | undefined; readonly output: string };

export type Run = {
  /** Settings put over those of the tests; undefined takes one away. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Hears what it prints as it comes. */
  live?: Say;
};

/** Runs one of the tools in `node_modules/.bin` to its end. Never rejects: a tool that cannot be started has failed. */
export function command(tool: string, args: readonly string[], { env = {}, live }: Run = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(tool, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], env: { ...testEnv(), ...env } });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (bytes: Buffer) => {
        const text = bytes.toString();
        output += text;
        live?.(text);
      });
    child.on("error", (error) => resolve({ code: undefined, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? undefined, output }));
  });
}

/** A tool that is one test: it passes by ending with 0. What it said is shown when it did not. */
export async function passes(say: Say, tool: string, args: readonly string[]): Promise<Tally> {
  const { code, output } = await command(tool, args);
  if (code === 0) return PASSED;
  say(`${output.trim()}\n`);
  return FAILED;
}

function testEnv(): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(([name]) => !OURS.test(name));
  return { ...Object.fromEntries(inherited), CI: process.env.CI ?? "1", NO_COLOR: "1" };
}
