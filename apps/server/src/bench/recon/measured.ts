import { spawn } from "node:child_process";
import path from "node:path";
import { z } from "zod";

const scripts = path.join(import.meta.dirname, "../../../../../scripts");
const FIRST = ["stop-with-parent.mjs", "keep-compiled.mjs"].flatMap((name) => ["--import", path.join(scripts, name)]);

const MARK = "measured ";

const measuredSchema = z.record(z.string(), z.number());
/** What a program of this bench has measured of itself; `rssMb` is the most memory that its process held at once. */
export type Measured = Readonly<Record<string, number>>;

/** Says what was measured, as the last line of a program. */
export function reportMeasured(figures: Measured): void {
  const rssMb = process.resourceUsage().maxRSS / 1_024;
  console.log(`${MARK}${JSON.stringify({ ...figures, rssMb })}`);
}

/** How a program is run: flags of Node, and its whole environment. */
type Way = { readonly flags?: readonly string[]; readonly env?: Readonly<Record<string, string>> };

/** Runs a program of this bench in a process of its own, so that its memory is its own, and answers what it has measured. */
export async function runMeasured(name: string, args: readonly string[], { flags = [], env = {} }: Way = {}): Promise<Measured> {
  const file = path.join(import.meta.dirname, name);
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...FIRST, ...flags, file, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    env,
  });
  let output = "";
  child.stdout.on("data", (bytes: Buffer) => {
    output += bytes.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const line = output.split("\n").find((each) => each.startsWith(MARK));
  if (code !== 0 || line === undefined) throw new Error(`${name} ended with ${code}: ${output.slice(-2_000)}`);
  return measuredSchema.parse(JSON.parse(line.slice(MARK.length)));
}

/** The figure of that name. Throws where the program has not told it. */
export function figureOf(measured: Measured, name: string): number {
  const value = measured[name];
  if (value === undefined) throw new Error(`no ${name} was measured`);
  return value;
}
